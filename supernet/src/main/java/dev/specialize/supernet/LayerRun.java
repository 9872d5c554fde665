package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptModule;
import dev.specialize.space.Activation;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import dev.specialize.space.Sequel;
import java.util.ArrayList;
import java.util.List;

/**
 * One forward pass, layer by layer. The weights may be larger than the network asks for: the layer functions then take
 * prefixes of channels and transform kernels.
 */
final class LayerRun implements LayerVisitor<NDArray> {
    private final ScriptModule script;
    private final NDManager owner;
    private final Parameters parameters;
    private final Normalization normalization;
    private final boolean traced;
    private final List<DepthwiseTrace> traces = new ArrayList<>();

    private NDArray x;
    private double epsilon;

    /**
     * A run.
     *
     * @param owner closes what the pass makes
     * @param traced whether wide depthwise kernels are left out of what the engine differentiates
     */
    LayerRun(ScriptModule script, NDManager owner, Parameters parameters, Normalization normalization, boolean traced) {
        this.script = script;
        this.owner = owner;
        this.parameters = parameters;
        this.normalization = normalization;
        this.traced = traced;
    }

    /**
     * Runs a network.
     *
     * @param images (N, C, H, W) float32
     * @return logits (N, classes)
     */
    NDArray run(Network network, NDArray images) {
        x = images;
        epsilon = network.batchNormEpsilon();
        for (Layer layer : network.layers()) {
            x = layer.accept(this);
        }
        return x;
    }

    /** The depthwise convolutions so far whose kernels' gradients are still to be computed. */
    List<DepthwiseTrace> traces() {
        return traces;
    }

    @Override
    public NDArray convolution(Convolution layer) {
        IValue choices = IValue.listFrom(
                layer.width(),
                layer.stride(),
                layer.kernel() / 2,
                flag(layer.normalised()),
                code(layer.activation()),
                code(layer.sequel()),
                flag(normalization.batchStatistics()));
        return call("convolution", layer, choices);
    }

    @Override
    public NDArray invertedResidual(InvertedResidual layer) {
        boolean apart = traced && layer.kernel() > DepthwiseTrace.WIDEST_FAST_KERNEL;
        IValue choices = IValue.listFrom(
                layer.middle(),
                layer.width(),
                layer.kernel(),
                layer.stride(),
                code(layer.activation()),
                layer.squeezeExcite() ? layer.squeezed() : 0,
                flag(layer.residual()),
                flag(layer.expanded()),
                flag(normalization.batchStatistics()),
                flag(apart));
        List<NDArray> outputs = script.callAll(owner, "inverted_residual", arguments(layer, choices));
        if (apart) {
            traces.add(new DepthwiseTrace(outputs.get(1), outputs.get(2), outputs.get(3), layer.stride()));
        }
        return outputs.get(0);
    }

    @Override
    public NDArray bottleneck(Bottleneck layer) {
        IValue choices = IValue.listFrom(
                layer.middle(),
                layer.width(),
                layer.kernel(),
                layer.stride(),
                code(layer.activation()),
                flag(layer.projected()),
                flag(normalization.batchStatistics()));
        return call("bottleneck", layer, choices);
    }

    @Override
    public NDArray globalPool(GlobalPool layer) {
        return script.call(owner, "pool", ScriptModule.tensor(x));
    }

    @Override
    public NDArray linear(Linear layer) {
        NDArray[] weights = parameters.of(layer);
        return script.call(
                owner,
                "linear",
                ScriptModule.tensor(x),
                ScriptModule.tensor(weights[0]),
                ScriptModule.tensor(weights[1]));
    }

    private NDArray call(String method, Layer layer, IValue choices) {
        return script.call(owner, method, arguments(layer, choices));
    }

    private IValue[] arguments(Layer layer, IValue choices) {
        return new IValue[] {
            ScriptModule.tensor(x),
            ScriptModule.tensors(parameters.of(layer)),
            choices,
            IValue.from(normalization.momentum()),
            IValue.from(epsilon)
        };
    }

    /** The number under which the layer functions know an activation. */
    private static long code(Activation activation) {
        return switch (activation) {
            case NONE -> 0;
            case RELU -> 1;
            case H_SWISH -> 2;
            case RELU6 -> 3;
        };
    }

    /** The number under which the layer functions know what follows a convolution. */
    private static long code(Sequel sequel) {
        return switch (sequel) {
            case NONE -> 0;
            case ADD_INPUT -> 1;
            case MAX_POOL -> 2;
        };
    }

    private static long flag(boolean value) {
        return value ? 1 : 0;
    }
}
