package dev.specialize.modelled;

import dev.specialize.space.Activation;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;

/** The operators of each kind of layer. */
final class LayerWorkload implements LayerVisitor<Workload> {
    static final LayerWorkload VISITOR = new LayerWorkload();

    private static final long BYTES = Float.BYTES;

    private LayerWorkload() {}

    @Override
    public Workload convolution(Convolution layer) {
        FeatureMap input = layer.input();
        FeatureMap output = layer.convolved();
        Workload convolution = output.size() == 1 && input.size() == 1
                ? linear(input.channels(), layer.width())
                : dense(input, output, layer.kernel());
        return convolution.plus(activation(layer.activation(), output)).plus(sequel(layer));
    }

    private static Workload sequel(Convolution layer) {
        return switch (layer.sequel()) {
            case NONE -> Workload.NONE;
            case ADD_INPUT -> addition(layer.output());
            case MAX_POOL ->
                streaming(0, layer.convolved().elements() + layer.output().elements());
        };
    }

    @Override
    public Workload invertedResidual(InvertedResidual layer) {
        FeatureMap wide = new FeatureMap(layer.middle(), layer.input().size());
        FeatureMap convolved = new FeatureMap(layer.middle(), layer.output().size());
        return expansion(layer, wide)
                .plus(streaming(
                        convolved.elements() * layer.kernel() * layer.kernel(), wide.elements() + convolved.elements()))
                .plus(activation(layer.activation(), convolved))
                .plus(layer.squeezeExcite() ? excitation(convolved, layer.squeezed()) : Workload.NONE)
                .plus(dense(convolved, layer.output(), 1))
                .plus(layer.residual() ? addition(layer.output()) : Workload.NONE);
    }

    private static Workload expansion(InvertedResidual layer, FeatureMap wide) {
        return layer.expanded()
                ? dense(layer.input(), wide, 1).plus(activation(layer.activation(), wide))
                : Workload.NONE;
    }

    /** Mean, two small matrices, and a factor for each channel (arXiv:1905.02244, section 5.3). */
    private static Workload excitation(FeatureMap map, int squeezed) {
        return pooling(map)
                .plus(linear(map.channels(), squeezed))
                .plus(linear(squeezed, map.channels()))
                .plus(streaming(0, 2 * map.elements()));
    }

    @Override
    public Workload bottleneck(Bottleneck layer) {
        FeatureMap wide = new FeatureMap(layer.middle(), layer.input().size());
        FeatureMap convolved = new FeatureMap(layer.middle(), layer.output().size());
        return dense(layer.input(), wide, 1)
                .plus(activation(layer.activation(), wide))
                .plus(dense(wide, convolved, layer.kernel()))
                .plus(activation(layer.activation(), convolved))
                .plus(dense(convolved, layer.output(), 1))
                .plus(layer.projected() ? shortcut(layer) : Workload.NONE)
                .plus(addition(layer.output()))
                .plus(activation(layer.activation(), layer.output()));
    }

    private static Workload shortcut(Bottleneck layer) {
        FeatureMap input = layer.input();
        FeatureMap pooled = new FeatureMap(input.channels(), layer.output().size());
        Workload pooling = layer.stride() > 1 ? streaming(0, input.elements() + pooled.elements()) : Workload.NONE;
        return pooling.plus(dense(pooled, layer.output(), 1));
    }

    @Override
    public Workload globalPool(GlobalPool layer) {
        return pooling(layer.input());
    }

    @Override
    public Workload linear(Linear layer) {
        return linear(layer.input().channels(), layer.width());
    }

    private static Workload dense(FeatureMap input, FeatureMap output, int kernel) {
        long macs = output.elements() * input.channels() * kernel * kernel;
        return new Workload(macs, 0, 0, BYTES * output.elements(), 0, 0, 1);
    }

    private static Workload linear(int in, int out) {
        return new Workload(0, 0, (long) in * out, 0, 0, 0, 1);
    }

    private static Workload pooling(FeatureMap map) {
        return streaming(0, map.elements() + map.channels());
    }

    private static Workload addition(FeatureMap map) {
        return streaming(0, 3 * map.elements());
    }

    /** @param values read and written */
    private static Workload streaming(long depthwiseMacs, long values) {
        return new Workload(0, depthwiseMacs, 0, 0, BYTES * values, 0, 1);
    }

    private static Workload activation(Activation activation, FeatureMap map) {
        return activation == Activation.H_SWISH ? new Workload(0, 0, 0, 0, 0, map.elements(), 0) : Workload.NONE;
    }
}
