package dev.specialize.search;

import java.math.BigDecimal;

/** Reads a count such as {@code 20M}: a number, then nothing or K, M or G for thousands, millions and billions. */
final class CountText {
    private static final long LARGEST = 1_000_000_000_000_000L;

    private CountText() {}

    static long parse(String what, String text, String example) {
        BudgetText parsed = BudgetText.parse(what, text, example);
        return parsed.times(size(parsed), "1", BigDecimal.valueOf(LARGEST), "1000000G");
    }

    private static BigDecimal size(BudgetText text) {
        return switch (text.unit()) {
            case "" -> BigDecimal.ONE;
            case "K", "k" -> BigDecimal.valueOf(1_000);
            case "M" -> BigDecimal.valueOf(1_000_000);
            case "G" -> BigDecimal.valueOf(1_000_000_000);
            default -> throw text.unknownUnit("K, M, G");
        };
    }
}
