package dev.specialize.latency;

import dev.specialize.devices.Timing;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Estimates the times that published tables lack from those that they have.
 *
 * <p>First choice: the same block at the nearest resolutions below and above, linear in the pixels of its input. Left out
 * one at a time, the blocks of the Note10 tables are estimated so within 0.5 % on average. Second choice, where there is
 * no table on both sides: blocks of the same shape at the same place, with other kernels k and middle widths m, by least
 * squares of the relative error of t = a + m (b + c k^2), the work of the pointwise and of the depthwise convolutions plus
 * a constant; within 1.2 % on average.
 */
final class BlockEstimate {
    /** Coefficients a, b and c, and one more value than these, so that an error in one does not go unnoticed. */
    private static final int LEAST_SIBLINGS = 4;

    private final SortedMap<Integer, List<Layer>> layers;
    private final SortedMap<Integer, List<Optional<Timing>>> timings;

    /**
     * What is known.
     *
     * @param layers by resolution; the i-th of one corresponds to the i-th of another
     * @param timings of these layers, where the tables have them
     */
    BlockEstimate(SortedMap<Integer, List<Layer>> layers, SortedMap<Integer, List<Optional<Timing>>> timings) {
        this.layers = new TreeMap<>(layers);
        this.timings = new TreeMap<>(timings);
    }

    /** The time of the {@code index}-th layer at a resolution, from any times but its own; empty if too few are known. */
    Optional<Timing> of(int resolution, int index) {
        return betweenResolutions(resolution, index).or(() -> amongSiblings(resolution, index));
    }

    private Optional<Timing> betweenResolutions(int resolution, int index) {
        Layer layer = layers.get(resolution).get(index);
        Optional<Integer> below = known(timings.headMap(resolution), index).reduce((first, last) -> last).stream()
                .boxed()
                .findFirst();
        Optional<Integer> above =
                known(timings.tailMap(resolution + 1), index).boxed().findFirst();
        if (below.isPresent() && above.isPresent()) {
            return Optional.of(between(layer, resolution, index, below.get(), above.get()));
        }
        // What does not see the resolution takes as long at any other.
        return below.or(() -> above)
                .filter(other -> layers.get(other).get(index).key().equals(layer.key()))
                .map(other -> Timing.estimated(nanos(other, index)));
    }

    private IntStream known(SortedMap<Integer, List<Optional<Timing>>> some, int index) {
        return some.keySet().stream()
                .filter(r -> timings.get(r).get(index).isPresent())
                .mapToInt(r -> r);
    }

    private Timing between(Layer layer, int resolution, int index, int below, int above) {
        int low = layers.get(below).get(index).input().size();
        int high = layers.get(above).get(index).input().size();
        double fraction = low == high
                ? BlockTable.fraction(resolution, below, above)
                : BlockTable.fraction(layer.input().size(), low, high);
        return Timing.estimated(nanos(below, index) + fraction * (nanos(above, index) - nanos(below, index)));
    }

    private double nanos(int resolution, int index) {
        return timings.get(resolution).get(index).orElseThrow().latencyNanos();
    }

    private Optional<Timing> amongSiblings(int resolution, int index) {
        return block(resolution, index).flatMap(block -> {
            int[] siblings = IntStream.range(0, layers.get(resolution).size())
                    .filter(i -> i != index && timings.get(resolution).get(i).isPresent())
                    .filter(i ->
                            block(resolution, i).filter(b -> alike(b, block)).isPresent())
                    .toArray();
            return siblings.length < LEAST_SIBLINGS ? Optional.empty() : fitted(block, resolution, siblings);
        });
    }

    private Optional<InvertedResidual> block(int resolution, int index) {
        Layer layer = layers.get(resolution).get(index);
        return layer instanceof InvertedResidual block ? Optional.of(block) : Optional.empty();
    }

    /** Differ in nothing but kernel and middle width, and stand at the same place. */
    private static boolean alike(InvertedResidual one, InvertedResidual other) {
        return one.name().equals(other.name())
                && one.input().equals(other.input())
                && one.output().equals(other.output())
                && one.expanded() == other.expanded()
                && one.squeezeExcite() == other.squeezeExcite()
                && one.activation() == other.activation();
    }

    private Optional<Timing> fitted(InvertedResidual block, int resolution, int[] siblings) {
        double[][] rows = new double[siblings.length][];
        for (int i = 0; i < siblings.length; i++) {
            double nanos = nanos(resolution, siblings[i]);
            rows[i] = features(block(resolution, siblings[i]).orElseThrow(), block);
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] /= nanos;
            }
        }
        // at the block itself all features are 1
        return LeastSquares.toOnes(rows)
                .map(coefficients -> coefficients[0] + coefficients[1] + coefficients[2])
                .filter(nanos -> nanos > 0 && Double.isFinite(nanos))
                .map(Timing::estimated);
    }

    /** 1, m and m k^2, relative to those of the block that is estimated. */
    private static double[] features(InvertedResidual sibling, InvertedResidual block) {
        double middle = (double) sibling.middle() / block.middle();
        double kernel = (double) sibling.kernel() / block.kernel();
        return new double[] {1, middle, middle * kernel * kernel};
    }
}
