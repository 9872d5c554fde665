package dev.specialize.predictor;

import java.util.Locale;

/** How choices become the coordinates in which architectures are near or far from each other; see {@link Features}. */
enum Encoding {
    /** Every two different choices are equally far apart. */
    ONE_HOT,
    /** Choices lie on a line in the order of their space's list: 3x3 is nearer to 5x5 than to 7x7. */
    ORDERED,
    /** Ordered, and a little of one-hot: the order is believed in until pairs say otherwise. */
    MIXED,
    /** Mixed, and how much there is of everything in all ({@link Totals}); for kernels that do not add up. */
    TOTALLED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
