package dev.specialize.predictor;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Stage;
import java.util.Arrays;
import java.util.List;

/**
 * A genome as a vector: each position has coordinates of its own, so that inner products and squared distances of whole
 * vectors are sums over positions.
 *
 * <p>{@link Encoding#ONE_HOT} (as in the predictor of arXiv:1908.09791, section 3.4, and with the depths): one 1 for the
 * resolution, one for each stage's depth, one for each block's kernel and one for its expansion; a place without a block
 * has only zeros. {@link Encoding#ORDERED}: for each place one coordinate for having a block, one for its expansion and
 * one for its kernel, both from 0 for the smallest choice to their weight for the largest; one for the resolution and for
 * each width; depths show in the places. {@link Encoding#MIXED} has the coordinates of both, and so has
 * {@link Encoding#TOTALLED}, whose totals are no matter of single positions.
 *
 * <p>The weights are what was best on 1,470 subnets whose ImageNet accuracy was measured; anything within a factor of two
 * is nearly as good.
 */
final class Features {
    static final double PRESENCE = Math.sqrt(2);
    static final double EXPANSION = Math.sqrt(2);
    static final double KERNEL = 1;
    static final double WIDTH = 2;
    private static final double RESOLUTION = 3;
    private static final double ONE_HOT_PART = Math.sqrt(0.1);

    /** (position, gene, coordinate). */
    private final double[][][] coordinates;

    private Features(double[][][] coordinates) {
        this.coordinates = coordinates;
    }

    static Features of(GenomeCodec codec, Encoding encoding) {
        double[][][] coordinates = new double[codec.length()][][];
        for (int p = 0; p < coordinates.length; p++) {
            coordinates[p] = new double[codec.values(p)][];
            for (int v = 0; v < coordinates[p].length; v++) {
                coordinates[p][v] = coordinates(codec, encoding, p, v);
            }
        }
        return new Features(coordinates);
    }

    private static double[] coordinates(GenomeCodec codec, Encoding encoding, int position, int gene) {
        return switch (encoding) {
            case ONE_HOT -> oneHot(codec, position, gene, 1);
            case ORDERED -> ordered(codec, position, gene);
            case MIXED, TOTALLED -> joined(ordered(codec, position, gene), oneHot(codec, position, gene, ONE_HOT_PART));
        };
    }

    private static double[] joined(double[] one, double[] other) {
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static double[] oneHot(GenomeCodec codec, int position, int gene, double one) {
        if (!codec.isPlace(position)) {
            // a width that cannot be chosen says nothing
            double[] vector =
                    new double[codec.isWidth(position) && codec.values(position) == 1 ? 0 : codec.values(position)];
            if (vector.length > 0) {
                vector[gene] = one;
            }
            return vector;
        }
        Stage stage = codec.stageAt(position);
        int expands = stage.expands().size();
        double[] vector = new double[stage.kernels().size() + expands];
        if (gene > 0) {
            vector[(gene - 1) / expands] = one;
            vector[stage.kernels().size() + (gene - 1) % expands] = one;
        }
        return vector;
    }

    private static double[] ordered(GenomeCodec codec, int position, int gene) {
        if (codec.isPlace(position)) {
            return block(codec.stageAt(position), gene);
        }
        if (codec.isDepth(position)) {
            return new double[0];
        }
        if (codec.isWidth(position)) {
            return new double[] {WIDTH * part(gene, codec.values(position))};
        }
        List<Integer> resolutions = codec.space().resolutions();
        double range = Math.max(1, codec.space().maxResolution() - resolutions.get(0));
        return new double[] {RESOLUTION * (resolutions.get(gene) - resolutions.get(0)) / range};
    }

    private static double[] block(Stage stage, int gene) {
        if (gene == 0) {
            return new double[3];
        }
        int expands = stage.expands().size();
        return new double[] {
            PRESENCE,
            EXPANSION * part((gene - 1) % expands, expands),
            KERNEL * part((gene - 1) / expands, stage.kernels().size())
        };
    }

    /** The place of a choice in its list, from 0 to 1. */
    private static double part(int index, int count) {
        return count == 1 ? 0 : (double) index / (count - 1);
    }

    int positions() {
        return coordinates.length;
    }

    int genes(int position) {
        return coordinates[position].length;
    }

    /** What a position adds to the inner product of two vectors. */
    double inner(int position, int gene, int otherGene) {
        double[] one = coordinates[position][gene];
        double[] other = coordinates[position][otherGene];
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** What a position adds to the squared Euclidean distance of two vectors. */
    double distance(int position, int gene, int otherGene) {
        double[] one = coordinates[position][gene];
        double[] other = coordinates[position][otherGene];
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return sum;
    }
}
