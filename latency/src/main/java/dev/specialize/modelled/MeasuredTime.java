package dev.specialize.modelled;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A published time, of which the digits that were not written are unknown.
 *
 * @param roundingNanos half of what the last digit counts
 */
public record MeasuredTime(double nanos, double roundingNanos) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(us|ms|s)");
    private static final Pattern IN_NAME = Pattern.compile("(?:^|.*[_-])lat-([0-9]{1,9}(?:\\.[0-9]{1,9})?ms)(?:_.*|$)");

    public MeasuredTime {
        Require.positive("nanos", nanos);
        Require.notNegative("roundingNanos", roundingNanos);
    }

    /**
     * Reads a number and {@code us}, {@code ms} or {@code s}, such as {@code 20ms}: from 19.5 to 20.5 ms.
     *
     * @throws IllegalArgumentException if the text is not that
     */
    public static MeasuredTime parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time. Maybe 20ms?");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        BigDecimal unit = BigDecimal.valueOf(
                switch (matcher.group(2)) {
                    case "us" -> 1_000;
                    case "ms" -> 1_000_000;
                    default -> 1_000_000_000;
                });
        return new MeasuredTime(
                number.multiply(unit).doubleValue(), number.ulp().multiply(unit).doubleValue() / 2);
    }

    /** The time in a name such as {@code pixel1_lat-20ms_top1-71.4_finetune-25}; empty if there is none. */
    static Optional<MeasuredTime> inName(String name) {
        Matcher matcher = IN_NAME.matcher(name);
        return matcher.matches() ? Optional.of(parse(matcher.group(1))) : Optional.empty();
    }

    /** Standard deviation, relative to the time, of an error anywhere within the rounding. */
    double relativeDeviation() {
        return roundingNanos / Math.sqrt(3) / nanos;
    }
}
