package dev.specialize.transport;

import dev.specialize.export.ExportOptions;
import dev.specialize.export.OnnxExporter;
import dev.specialize.space.Activation;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.Network;
import dev.specialize.weights.RandomWeights;
import java.util.SplittableRandom;

/** A model of one convolution, and values to run it with. */
final class SmallModel {
    private static final int SIZE = 16;

    private SmallModel() {}

    /** @param width number of channels in and out */
    static byte[] onnx(int width) {
        Network network =
                Network.of(new Convolution("c", new FeatureMap(width, SIZE), width, 3, 1, true, Activation.H_SWISH));
        return OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN);
    }

    /** Values of the input, (1, width, 16, 16). */
    static float[] input(int width) {
        float[] input = new float[width * SIZE * SIZE];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        return input;
    }
}
