package dev.specialize.search;

import java.math.BigDecimal;
import java.util.Locale;

/** Reads a number of bytes such as {@code 5MB} or {@code 1.5 MiB}: units of 1000 and of 1024 bytes, in any case. */
final class ByteText {
    private static final String UNITS = "B, KB, MB, GB, KiB, MiB, GiB";
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000_000L);

    private ByteText() {}

    static long parse(String what, String text, String example) {
        BudgetText parsed = BudgetText.parse(what, text, example);
        return parsed.times(size(parsed), "1 byte", LARGEST, "1000000 GB");
    }

    private static BigDecimal size(BudgetText text) {
        return switch (text.unit().toLowerCase(Locale.ROOT)) {
            case "" ->
                throw new InvalidBudgetException(text.what() + " '" + text.text() + "' has no unit. Maybe "
                        + text.number().toPlainString() + "MB or "
                        + text.number().toPlainString() + "KB?");
            case "b" -> BigDecimal.ONE;
            case "kb" -> BigDecimal.valueOf(1_000);
            case "mb" -> BigDecimal.valueOf(1_000_000);
            case "gb" -> BigDecimal.valueOf(1_000_000_000);
            case "kib" -> BigDecimal.valueOf(1L << 10);
            case "mib" -> BigDecimal.valueOf(1L << 20);
            case "gib" -> BigDecimal.valueOf(1L << 30);
            default -> throw text.unknownUnit(UNITS);
        };
    }
}
