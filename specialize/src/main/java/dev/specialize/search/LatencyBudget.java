package dev.specialize.search;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The longest time that one inference may take.
 *
 * @param nanos 1 to {@value #MAX_NANOS}, which is one hour
 */
public record LatencyBudget(long nanos) {
    static final long MAX_NANOS = 3_600_000_000_000L;

    private static final String WHAT = "Latency budget";
    private static final String UNITS = "ns, us, ms, s";

    public LatencyBudget {
        if (nanos < 1 || nanos > MAX_NANOS) {
            throw new InvalidBudgetException(WHAT + " of " + nanos + " ns is not between 1 ns and 1 hour.");
        }
    }

    /**
     * Reads a number and a unit, {@code ns}, {@code us}, {@code µs}, {@code ms} or {@code s}: {@code 30ms}, {@code 1.5 s}.
     *
     * @throws InvalidBudgetException if the text is not that
     */
    public static LatencyBudget parse(String text) {
        BudgetText parsed = BudgetText.parse(WHAT, text, "30ms");
        BigDecimal nanosPerUnit = nanosPerUnit(parsed);
        return new LatencyBudget(parsed.times(nanosPerUnit, "1 ns", BigDecimal.valueOf(MAX_NANOS), "1 hour"));
    }

    /**
     * Reads budgets with commas between them, such as {@code 20ms,30ms}; a repeated one counts once.
     *
     * @throws InvalidBudgetException if one of them is not a budget
     */
    public static List<LatencyBudget> parseList(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(LatencyBudget::parse)
                .distinct()
                .toList();
    }

    private static BigDecimal nanosPerUnit(BudgetText text) {
        return switch (text.unit().toLowerCase(Locale.ROOT)) {
            case "" ->
                throw new InvalidBudgetException(WHAT + " '" + text.text() + "' has no unit. Maybe "
                        + text.number().toPlainString() + "ms or "
                        + text.number().toPlainString() + "us?");
            case "ns" -> BigDecimal.ONE;
            case "us", "\u00b5s", "\u03bcs" -> BigDecimal.valueOf(1_000);
            case "ms" -> BigDecimal.valueOf(1_000_000);
            case "s" -> BigDecimal.valueOf(1_000_000_000);
            default -> throw text.unknownUnit(UNITS);
        };
    }

    /** Such as {@code 30 ms}. */
    @Override
    public String toString() {
        return Resource.LATENCY.exactly((double) nanos);
    }
}
