package dev.specialize.predictor;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Stage;
import java.util.stream.IntStream;

/**
 * A genome as a vector of zeros and ones (as in the predictor of arXiv:1908.09791, section 3.4, and with the depths): one
 * 1 for the resolution, one for each stage's depth, one for each block's kernel and one for its expansion; a place
 * without a block has only zeros.
 */
final class OneHotFeatures {
    /** (position, gene): the indices of the features that are 1. */
    private final int[][][] ones;

    private final int size;

    OneHotFeatures(GenomeCodec codec) {
        this.ones = new int[codec.length()][][];
        int next = 0;
        for (int p = 0; p < codec.length(); p++) {
            if (codec.isPlace(p)) {
                Stage stage = codec.stageAt(p);
                ones[p] = block(stage, next);
                next += stage.kernels().size() + stage.expands().size();
            } else if (codec.isWidth(p) && codec.values(p) == 1) {
                ones[p] = new int[1][0];
            } else {
                int first = next;
                ones[p] = IntStream.range(0, codec.values(p))
                        .mapToObj(v -> new int[] {first + v})
                        .toArray(int[][]::new);
                next += codec.values(p);
            }
        }
        this.size = next;
    }

    private static int[][] block(Stage stage, int first) {
        int expands = stage.expands().size();
        int[][] genes = new int[1 + stage.choicesPerBlock()][];
        genes[0] = new int[0];
        for (int c = 0; c < stage.choicesPerBlock(); c++) {
            genes[1 + c] =
                    new int[] {first + c / expands, first + stage.kernels().size() + c % expands};
        }
        return genes;
    }

    /** Length of the vector. */
    int size() {
        return size;
    }

    int positions() {
        return ones.length;
    }

    int genes(int position) {
        return ones[position].length;
    }

    /** What a position adds to the inner product of two vectors. */
    int shared(int position, int gene, int otherGene) {
        int count = 0;
        for (int one : ones[position][gene]) {
            for (int other : ones[position][otherGene]) {
                count += one == other ? 1 : 0;
            }
        }
        return count;
    }

    /** What a position adds to the squared Euclidean distance of two vectors. */
    int distance(int position, int gene, int otherGene) {
        return ones[position][gene].length + ones[position][otherGene].length - 2 * shared(position, gene, otherGene);
    }
}
