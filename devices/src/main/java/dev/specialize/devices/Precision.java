package dev.specialize.devices;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The number format that a model computes in. */
public enum Precision {
    FP32,
    FP16,
    /** Eight bits, statically quantised. */
    INT8;

    /** @throws IllegalArgumentException if it is none of them */
    public static Precision parse(String text) {
        return Arrays.stream(values())
                .filter(precision -> precision.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no precision. Maybe one of: "
                        + Arrays.stream(values()).map(Precision::toString).collect(Collectors.joining(", "))));
    }

    /** The name in files, such as {@code fp32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
