package dev.specialize.training;

import dev.specialize.images.Seeds;
import java.util.Locale;
import java.util.SplittableRandom;

/** Which labels count. */
public enum Labels {
    /** Those of the images. */
    TRUE {
        @Override
        int[] of(int[] labels, int[] places, int classes, long seed) {
            return labels;
        }
    },
    /** For each image one drawn once and for all (arXiv:2101.11834, section 3.1). */
    RANDOM {
        @Override
        int[] of(int[] labels, int[] places, int classes, long seed) {
            int[] drawn = new int[places.length];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = new SplittableRandom(Seeds.mix(seed, places[i])).nextInt(classes);
            }
            return drawn;
        }
    };

    /**
     * What a batch's images count as.
     *
     * @param labels of the images
     * @param places of the images in their set
     */
    abstract int[] of(int[] labels, int[] places, int classes, long seed);

    /** The name in files, such as {@code random}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
