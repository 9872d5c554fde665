package dev.specialize.latency;

import dev.specialize.devices.ResolutionScale;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From summed block tables to whole networks: one factor for each resolution. Alone, a block finds its weights in the
 * nearest cache and pays for turning its input and output into the runtime's own layout; within a network it is the other
 * way round. Both effects grow with the work, so a factor is all that held-out networks ask for; an intercept, terms for
 * the number of layers or for the size of the maps did not lower their error.
 */
final class Calibration {
    /**
     * A network to calibrate on.
     *
     * @param tableNanos sum of its blocks
     * @param nanos as measured
     */
    record Pair(double tableNanos, double nanos) {}

    private Calibration() {}

    /**
     * Fits the factors.
     *
     * @param resolutions all of the space, ascending
     * @param pairsByResolution for the lowest, the highest and some between; the others are interpolated linearly in the
     *     number of pixels
     */
    static List<ResolutionScale> fit(List<Integer> resolutions, SortedMap<Integer, List<Pair>> pairsByResolution) {
        TreeMap<Integer, ResolutionScale> fitted = new TreeMap<>();
        pairsByResolution.forEach((resolution, pairs) ->
                fitted.put(resolution, new ResolutionScale(resolution, pairs.size(), scale(pairs))));
        return resolutions.stream()
                .map(r -> between(
                        r,
                        fitted.floorEntry(r).getValue(),
                        fitted.ceilingEntry(r).getValue()))
                .toList();
    }

    /** The factor with the least squared relative error: sum(q) / sum(q^2) for q = table / measured. */
    private static double scale(List<Pair> pairs) {
        double sum = 0;
        double squares = 0;
        for (Pair pair : pairs) {
            double ratio = pair.tableNanos() / pair.nanos();
            sum += ratio;
            squares += ratio * ratio;
        }
        return sum / squares;
    }

    private static ResolutionScale between(int resolution, ResolutionScale low, ResolutionScale high) {
        if (low.resolution() == high.resolution()) {
            return low;
        }
        double fraction = fraction(resolution, low.resolution(), high.resolution());
        return new ResolutionScale(resolution, 0, low.scale() + fraction * (high.scale() - low.scale()));
    }

    /** Where a size lies between two others, in pixels. */
    static double fraction(int size, int low, int high) {
        return ((double) size * size - (double) low * low) / ((double) high * high - (double) low * low);
    }
}
