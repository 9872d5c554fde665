package dev.specialize.weights;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.SearchSpace;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The weights that training starts from: convolutions normal with deviation sqrt(2 / fan-out) (arXiv:1502.01852), the
 * classifier normal with deviation 0.01, scales 1, shifts and biases 0, kernel transforms the identity.
 */
public final class InitialWeights implements LayerVisitor<Void> {
    private static final double CLASSIFIER_DEVIATION = 0.01;

    private final SortedMap<String, Tensor> tensors = new TreeMap<>();
    private final Random random;

    private InitialWeights(long seed) {
        random = new Random(seed);
    }

    /** Weights of a whole supernet: those of its largest network, and the kernel transforms. */
    public static Weights of(SearchSpace space, long seed) {
        InitialWeights weights = new InitialWeights(seed);
        for (Layer layer : space.lower(space.largest()).layers()) {
            layer.accept(weights);
        }
        WeightShapes.kernelTransforms(space)
                .forEach((name, shape) -> weights.tensors.put(name, Tensor.identity(shape.get(0))));
        return new Weights(weights.tensors);
    }

    @Override
    public Void convolution(Convolution layer) {
        dense(layer.name() + ".weight", layer.width(), layer.input().channels(), layer.kernel());
        if (layer.normalised()) {
            normalization(layer.name() + ".", layer.width());
        }
        return null;
    }

    @Override
    public Void invertedResidual(InvertedResidual layer) {
        String name = layer.name();
        int middle = layer.middle();
        if (layer.expanded()) {
            dense(name + ".expand.weight", middle, layer.input().channels(), 1);
            normalization(name + ".expand.", middle);
        }
        int area = layer.kernel() * layer.kernel();
        normal(name + ".depthwise.weight", Math.sqrt(2.0 / area), middle, 1, layer.kernel(), layer.kernel());
        normalization(name + ".depthwise.", middle);
        if (layer.squeezeExcite()) {
            dense(name + ".se.reduce.weight", layer.squeezed(), middle, 1);
            constant(name + ".se.reduce.bias", 0, layer.squeezed());
            dense(name + ".se.expand.weight", middle, layer.squeezed(), 1);
            constant(name + ".se.expand.bias", 0, middle);
        }
        dense(name + ".project.weight", layer.width(), middle, 1);
        normalization(name + ".project.", layer.width());
        return null;
    }

    @Override
    public Void bottleneck(Bottleneck layer) {
        String name = layer.name();
        int in = layer.input().channels();
        dense(name + ".reduce.weight", layer.middle(), in, 1);
        normalization(name + ".reduce.", layer.middle());
        dense(name + ".spatial.weight", layer.middle(), layer.middle(), layer.kernel());
        normalization(name + ".spatial.", layer.middle());
        dense(name + ".expand.weight", layer.width(), layer.middle(), 1);
        normalization(name + ".expand.", layer.width());
        if (layer.projected()) {
            dense(name + ".shortcut.weight", layer.width(), in, 1);
            normalization(name + ".shortcut.", layer.width());
        }
        return null;
    }

    @Override
    public Void globalPool(GlobalPool layer) {
        return null;
    }

    @Override
    public Void linear(Linear layer) {
        normal(
                layer.name() + ".weight",
                CLASSIFIER_DEVIATION,
                layer.width(),
                layer.input().channels());
        constant(layer.name() + ".bias", 0, layer.width());
        return null;
    }

    private void dense(String name, int out, int in, int kernel) {
        normal(name, Math.sqrt(2.0 / (kernel * kernel * out)), out, in, kernel, kernel);
    }

    private void normal(String name, double deviation, Integer... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        tensors.put(name, Tensor.of(values, shape));
    }

    private void normalization(String place, int width) {
        constant(place + "bn.weight", 1, width);
        constant(place + "bn.bias", 0, width);
        constant(place + "bn.mean", 0, width);
        constant(place + "bn.variance", 1, width);
    }

    private void constant(String name, float value, int width) {
        float[] values = new float[width];
        Arrays.fill(values, value);
        tensors.put(name, Tensor.of(values, width));
    }
}
