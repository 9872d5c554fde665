package dev.specialize.weights;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Weights that nobody trained, for models whose time matters and not what they say: convolutions and linear layers as in
 * arXiv:1502.01852, section 2.2 (normal, variance 2 / inputs of a neuron where a rectifier follows, half of it elsewhere), normalisation and biases near the identity but
 * not on it, so that leaving one out shows.
 */
public final class RandomWeights {
    private static final double SPREAD = 0.1;
    /** What a rectifier leaves of the second moment is a half. */
    private static final double RECTIFIED = 2;

    private static final double LINEAR = 1;

    private RandomWeights() {}

    /** All weights of a network without elastic parts; equal seeds give equal weights. */
    public static Weights of(Network network, long seed) {
        Drawer drawer = new Drawer(new SplittableRandom(seed));
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            layer.accept(drawer).forEach((name, tensor) -> all.put(layer.name() + "." + name, tensor));
        }
        return new Weights(all);
    }

    /** Draws the weights of layer after layer. */
    private record Drawer(RandomGenerator random) implements LayerVisitor<Map<String, Tensor>> {
        @Override
        public Map<String, Tensor> convolution(Convolution layer) {
            Map<String, Tensor> out = new LinkedHashMap<>();
            out.put(
                    "weight",
                    kernels(RECTIFIED, layer.width(), layer.input().channels(), layer.kernel(), layer.kernel()));
            if (layer.normalised()) {
                normalization(out, "", layer.width());
            }
            return out;
        }

        @Override
        public Map<String, Tensor> invertedResidual(InvertedResidual layer) {
            int middle = layer.middle();
            int squeezed = layer.squeezed();
            Map<String, Tensor> out = new LinkedHashMap<>();
            if (layer.expanded()) {
                out.put(
                        "expand.weight",
                        kernels(RECTIFIED, middle, layer.input().channels(), 1, 1));
                normalization(out, "expand.", middle);
            }
            out.put("depthwise.weight", kernels(RECTIFIED, middle, 1, layer.kernel(), layer.kernel()));
            normalization(out, "depthwise.", middle);
            if (layer.squeezeExcite()) {
                out.put("se.reduce.weight", kernels(RECTIFIED, squeezed, middle, 1, 1));
                out.put("se.reduce.bias", near(0, squeezed));
                out.put("se.expand.weight", kernels(LINEAR, middle, squeezed, 1, 1));
                out.put("se.expand.bias", near(0, middle));
            }
            out.put("project.weight", kernels(LINEAR, layer.width(), middle, 1, 1));
            normalization(out, "project.", layer.width());
            return out;
        }

        @Override
        public Map<String, Tensor> bottleneck(Bottleneck layer) {
            int middle = layer.middle();
            int in = layer.input().channels();
            Map<String, Tensor> out = new LinkedHashMap<>();
            out.put("reduce.weight", kernels(RECTIFIED, middle, in, 1, 1));
            normalization(out, "reduce.", middle);
            out.put("spatial.weight", kernels(RECTIFIED, middle, middle, layer.kernel(), layer.kernel()));
            normalization(out, "spatial.", middle);
            out.put("expand.weight", kernels(LINEAR, layer.width(), middle, 1, 1));
            normalization(out, "expand.", layer.width());
            if (layer.projected()) {
                out.put("shortcut.weight", kernels(LINEAR, layer.width(), in, 1, 1));
                normalization(out, "shortcut.", layer.width());
            }
            return out;
        }

        @Override
        public Map<String, Tensor> globalPool(GlobalPool layer) {
            return Map.of();
        }

        @Override
        public Map<String, Tensor> linear(Linear layer) {
            Map<String, Tensor> out = new LinkedHashMap<>();
            out.put("weight", kernels(LINEAR, layer.width(), layer.input().channels()));
            out.put("bias", near(0, layer.width()));
            return out;
        }

        private void normalization(Map<String, Tensor> out, String place, int width) {
            out.put(place + "bn.weight", near(1, width));
            out.put(place + "bn.bias", near(0, width));
            out.put(place + "bn.mean", near(0, width));
            out.put(place + "bn.variance", near(1, width));
        }

        /** Shape (neurons, inputs of a neuron...). */
        private Tensor kernels(double gain, Integer... shape) {
            int count = (int) Tensor.elements(List.of(shape));
            double deviation = Math.sqrt(gain * shape[0] / count);
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
            return Tensor.of(values, shape);
        }

        private Tensor near(double center, int width) {
            float[] values = new float[width];
            for (int i = 0; i < width; i++) {
                values[i] = (float) (center + SPREAD * (2 * random.nextDouble() - 1));
            }
            return Tensor.of(values, width);
        }
    }
}
