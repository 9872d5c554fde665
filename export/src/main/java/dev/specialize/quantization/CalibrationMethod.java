package dev.specialize.quantization;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the range of an activation is told from what it was on calibration images. */
public enum CalibrationMethod {
    /** All that was seen. */
    MIN_MAX {
        @Override
        ValueRange range(Histogram seen) {
            return seen.extremes();
        }

        @Override
        boolean countsNumbers() {
            return false;
        }
    },
    /** Without the outermost numbers, one in ten thousand. */
    PERCENTILE {
        @Override
        ValueRange range(Histogram seen) {
            return seen.without(CUT / 2);
        }
    },
    /** Cut where eight bits tell most of the distribution, see {@link EntropyThreshold}. */
    ENTROPY {
        @Override
        ValueRange range(Histogram seen) {
            double limit = seen.width() * new EntropyThreshold(seen.magnitudes(), levels(seen)).bins();
            ValueRange zeroed = seen.extremes().withZero();
            return new ValueRange(Math.max(zeroed.lowest(), -limit), Math.min(zeroed.highest(), limit));
        }

        /** Where all numbers are on one side of zero, it has all levels. */
        private int levels(Histogram seen) {
            boolean oneSided = seen.extremes().lowest() >= 0 || seen.extremes().highest() <= 0;
            return oneSided ? 2 * EntropyThreshold.LEVELS : EntropyThreshold.LEVELS;
        }
    };

    private static final double CUT = 1e-4;

    abstract ValueRange range(Histogram seen);

    /** Whether the extremes are not enough. */
    boolean countsNumbers() {
        return true;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static CalibrationMethod parse(String name) {
        return Arrays.stream(values())
                .filter(method -> method.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("calibration must be one of "
                        + Arrays.stream(values()).map(Object::toString).collect(Collectors.joining(", ")) + ", got '"
                        + name + "'"));
    }

    /** Such as {@code min-max}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
