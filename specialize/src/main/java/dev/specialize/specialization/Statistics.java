package dev.specialize.specialization;

import dev.specialize.supernet.Supernet;
import java.util.Locale;

/** Where the means and variances of a model's batch normalisation come from. */
public enum Statistics {
    /** Measured for this subnet on the supernet's calibration images. */
    RECALIBRATED,
    /**
     * Those that the supernet has for its channels, for want of calibration images: they are of other subnets too, and with
     * them a subnet may be right no more often than by chance.
     */
    SLICED;

    /** What {@link #SLICED} means, for people. */
    public static final String NOT_RECALIBRATED =
            "not recalibrated: the supernet has no calibration images, so the subnet keeps sliced statistics and may be right"
                    + " no more often than by chance. Maybe import the supernet again with --images";

    static Statistics of(Supernet supernet) {
        return supernet.calibration().isPresent() ? RECALIBRATED : SLICED;
    }

    /** The name in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
