package dev.specialize.specialization;

import dev.specialize.space.Architecture;

/**
 * What the further training of one subnet did, as a file beside it. All other subnets of that folder's weights are worse
 * than before, for they share these weights.
 *
 * @param format {@value #FORMAT}
 * @param architecture of the subnet
 * @param weightsSha256 of the supernet that it was taken from
 * @param split {@code test}, or {@code validation} where the data has no test images
 * @param before share of right answers, recalibrated
 * @param after the same
 */
public record Tuning(
        String format,
        Architecture architecture,
        String weightsSha256,
        String split,
        int images,
        double before,
        double after) {
    public static final String FORMAT = "tuning/1";

    /** Its name in a supernet's folder. */
    public static final String FILE = "tuning.json";

    public Tuning {
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
        }
    }
}
