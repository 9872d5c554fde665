package dev.specialize.export;

import dev.specialize.space.FeatureMap;
import java.util.SplittableRandom;

/** Normal noise in the shape of normalised images. */
final class RandomImages {
    private RandomImages() {}

    static float[] of(FeatureMap input, int batch, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] images = new float[(int) input.elements() * batch];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        return images;
    }
}
