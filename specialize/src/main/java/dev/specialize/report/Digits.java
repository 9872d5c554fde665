package dev.specialize.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them, which no line break parts from their units. */
final class Digits {
    private static final String[] PREFIXES = {"", "\u00a0K", "\u00a0M", "\u00a0G", "\u00a0T"};
    private static final int SIGNIFICANT = 3;

    private Digits() {}

    /** Three significant ones, or all of a larger number's: {@code 0.0237}, {@code 2.37}, {@code 2370}. */
    static String three(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(SIGNIFICANT));
        int before = rounded.precision() - rounded.scale();
        return BigDecimal.valueOf(value)
                .setScale(Math.max(0, SIGNIFICANT - before), RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** For thousands, millions and so on as budgets have them, such as {@code 4.83 M}. */
    static String prefixed(long count) {
        double scaled = (double) count;
        int thousands = 0;
        // 999.5 would be written as 1000
        while (scaled >= 999.5 && thousands < PREFIXES.length - 1) {
            scaled /= 1000;
            thousands++;
        }
        return (thousands == 0 ? Long.toString(count) : three(scaled)) + PREFIXES[thousands];
    }

    /** Such as {@code 1.57 MB}. */
    static String bytes(long bytes) {
        String text = prefixed(bytes);
        return text.contains("\u00a0") ? text + "B" : text + "\u00a0B";
    }

    /** Of a fraction, such as {@code 87.9 %}. */
    static String percent(double fraction, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f\u00a0%%", 100 * fraction);
    }

    /** Of a fraction with the digits that somebody gave it, such as {@code 95 %}. */
    static String percentAsGiven(double fraction) {
        return BigDecimal.valueOf(fraction)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + "\u00a0%";
    }
}
