package dev.specialize.weights;

import dev.specialize.export.ReferenceNetwork;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.DoubleNetwork;
import java.util.SplittableRandom;

/** What subnets compute in plain double-precision arithmetic, for images of noise. */
final class Logits {
    private static final int IMAGES = 2;

    private Logits() {}

    /** (images, classes), normalised with the statistics of the batch. */
    static double[][] ofBatch(SearchSpace space, Architecture architecture, Weights weights) {
        float[] pixels = noise(IMAGES * architecture.resolution() * architecture.resolution() * space.inputChannels());
        return new DoubleNetwork(weights).logits(space.lower(architecture), pixels, IMAGES);
    }

    /** (images * classes), normalised with running statistics. */
    static float[] running(SearchSpace space, Architecture architecture, Weights weights) {
        Subnet subnet = Subnet.of(space, architecture, weights);
        return ReferenceNetwork.logits(
                subnet.network(),
                subnet.weights(),
                noise(2 * (int) subnet.network().input().elements()),
                2);
    }

    static float[] noise(int count) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** The largest difference, relative to the largest expected value. */
    static double error(double[][] actual, double[][] expected) {
        double scale = 0;
        double worst = 0;
        for (int n = 0; n < expected.length; n++) {
            for (int c = 0; c < expected[n].length; c++) {
                scale = Math.max(scale, Math.abs(expected[n][c]));
                worst = Math.max(worst, Math.abs(actual[n][c] - expected[n][c]));
            }
        }
        return worst / scale;
    }

    static double error(float[] actual, float[] expected) {
        double[][] one = new double[2][expected.length];
        for (int i = 0; i < expected.length; i++) {
            one[0][i] = actual[i];
            one[1][i] = expected[i];
        }
        return error(new double[][] {one[0]}, new double[][] {one[1]});
    }
}
