package dev.specialize.predictor;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The orders in which published predictors (arXiv:1908.09791, section 3.4) take what an architecture chooses. */
enum MlpLayout {
    /**
     * Kernels, expansions, then eight resolutions in steps of 16 pixels from 112 on; those in between count as the
     * next smaller one.
     */
    KERNELS_FIRST,
    /** The resolutions that it was trained on; for residual networks the stem's depth and the widths; kernels; expansions. */
    RESOLUTIONS_FIRST;

    private static final int FIRST_RESOLUTION = 112;
    private static final int STEP = 16;
    private static final List<Integer> STEPS =
            IntStream.range(0, 8).mapToObj(i -> FIRST_RESOLUTION + STEP * i).toList();

    /** @throws IllegalArgumentException if the layout has its own resolutions and others are given, or none and none are */
    List<Integer> resolutions(List<Integer> given) {
        if (this == RESOLUTIONS_FIRST) {
            return given;
        }
        if (!given.isEmpty() && !given.equals(STEPS)) {
            throw new IllegalArgumentException("a predictor of this form takes the resolutions " + STEPS
                    + " and no others. Maybe leave out --resolutions.");
        }
        return STEPS;
    }

    /** The one of the layout's resolutions that stands for this one. */
    int standIn(int resolution) {
        return this == RESOLUTIONS_FIRST ? resolution : Math.floorDiv(resolution, STEP) * STEP;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
