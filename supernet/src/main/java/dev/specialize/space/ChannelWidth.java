package dev.specialize.space;

/** Channel counts as the field rounds them. */
public final class ChannelWidth {
    private static final int DIVISOR = 8;

    private ChannelWidth() {}

    /**
     * The nearest multiple of 8, at least 8 and never below 90 % of {@code width} ({@code make_divisible} of
     * arXiv:1801.04381's code, which the later search spaces kept).
     */
    public static int divisible(double width) {
        int nearest = Math.max(DIVISOR, (int) (width + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return nearest < 0.9 * width ? nearest + DIVISOR : nearest;
    }

    /** Middle width of an inverted residual block: divisible(round(in * expand)), rounding half to even. */
    static int middle(int in, double expand) {
        return divisible(Math.rint(in * expand));
    }

    /** Squeezed width of squeeze-and-excitation: divisible(middle / 4) (arXiv:1905.02244, section 5.3). */
    static int squeezed(int middle) {
        int quarter = middle / 4; // whole channels, before rounding
        return divisible(quarter);
    }
}
