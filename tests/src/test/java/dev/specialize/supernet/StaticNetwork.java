package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.specialize.space.Activation;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.weights.Subnet;
import java.util.Map;
import java.util.TreeMap;

/**
 * A subnet without elastic parts, from the engine's own operators on (N, C, H, W) arrays: no script, no slices. It
 * normalises with the statistics of the batch.
 */
public final class StaticNetwork implements LayerVisitor<NDArray> {
    private final Subnet subnet;
    private final NDManager memory;
    private final Map<String, NDArray> weights = new TreeMap<>();
    private NDArray x;

    /** @param memory closes everything */
    public StaticNetwork(NDManager memory, Subnet subnet) {
        this.subnet = subnet;
        this.memory = memory;
        subnet.weights().tensors().forEach((name, tensor) -> {
            NDArray array = TorchEngine.upload(memory, tensor);
            array.setRequiresGradient(!name.endsWith("bn.mean") && !name.endsWith("bn.variance"));
            weights.put(name, array);
        });
    }

    /** Weights by name, the sliced ones as leaves. */
    public Map<String, NDArray> weights() {
        return weights;
    }

    /** @param images (N, C, H, W) */
    public NDArray forward(NDArray images) {
        x = images;
        subnet.network().layers().forEach(layer -> x = layer.accept(this));
        return x;
    }

    @Override
    public NDArray convolution(Convolution layer) {
        NDArray y = convolved(x, layer.name() + ".weight", layer.stride(), 1);
        y = activated(layer.normalised() ? normalised(y, layer.name() + ".bn") : y, layer.activation());
        return switch (layer.sequel()) {
            case NONE -> y;
            case ADD_INPUT -> y.add(x);
            case MAX_POOL -> y.getNDArrayInternal().maxPool(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
        };
    }

    @Override
    public NDArray invertedResidual(InvertedResidual layer) {
        String name = layer.name();
        NDArray y = x;
        if (layer.expanded()) {
            y = normalised(convolved(y, name + ".expand.weight", 1, 1), name + ".expand.bn");
            y = activated(y, layer.activation());
        }
        y = convolved(y, name + ".depthwise.weight", layer.stride(), layer.middle());
        y = activated(normalised(y, name + ".depthwise.bn"), layer.activation());
        if (layer.squeezeExcite()) {
            NDArray s = biased(mean(y), name + ".se.reduce");
            s = biased(activated(s, Activation.RELU), name + ".se.expand");
            y = y.mul(gate(s));
        }
        y = normalised(convolved(y, name + ".project.weight", 1, 1), name + ".project.bn");
        return layer.residual() ? y.add(x) : y;
    }

    @Override
    public NDArray bottleneck(Bottleneck layer) {
        String name = layer.name();
        NDArray y = normalised(convolved(x, name + ".reduce.weight", 1, 1), name + ".reduce.bn");
        y = convolved(activated(y, layer.activation()), name + ".spatial.weight", layer.stride(), 1);
        y = activated(normalised(y, name + ".spatial.bn"), layer.activation());
        y = normalised(convolved(y, name + ".expand.weight", 1, 1), name + ".expand.bn");
        NDArray shortcut = x;
        if (layer.projected()) {
            Shape window = new Shape(layer.stride(), layer.stride());
            shortcut = x.getNDArrayInternal().avgPool(window, window, new Shape(0, 0), true, false);
            shortcut = normalised(convolved(shortcut, name + ".shortcut.weight", 1, 1), name + ".shortcut.bn");
        }
        return activated(y.add(shortcut), layer.activation());
    }

    @Override
    public NDArray globalPool(GlobalPool layer) {
        return mean(x);
    }

    @Override
    public NDArray linear(Linear layer) {
        NDArray flat = x.reshape(x.getShape().get(0), layer.input().channels());
        return flat.matMul(weights.get(layer.name() + ".weight").transpose()).add(weights.get(layer.name() + ".bias"));
    }

    private static NDArray mean(NDArray in) {
        return in.mean(new int[] {3}, true).mean(new int[] {2}, true);
    }

    private NDArray biased(NDArray in, String place) {
        NDArray bias = weights.get(place + ".bias");
        return convolved(in, place + ".weight", 1, 1).add(bias.reshape(1, bias.size(), 1, 1));
    }

    private NDArray convolved(NDArray in, String name, int stride, int groups) {
        NDArray weight = weights.get(name);
        long padding = weight.getShape().get(2) / 2;
        return in.getNDArrayInternal()
                .convolution(
                        in,
                        weight,
                        null,
                        new Shape(stride, stride),
                        new Shape(padding, padding),
                        new Shape(1, 1),
                        groups)
                .singletonOrThrow();
    }

    private NDArray normalised(NDArray in, String place) {
        NDList out = in.getNDArrayInternal()
                .batchNorm(
                        in,
                        weights.get(place + ".mean"),
                        weights.get(place + ".variance"),
                        weights.get(place + ".weight"),
                        weights.get(place + ".bias"),
                        1,
                        0.1f,
                        (float) subnet.network().batchNormEpsilon(),
                        true);
        return out.singletonOrThrow();
    }

    private NDArray activated(NDArray in, Activation activation) {
        return switch (activation) {
            case NONE -> in;
            case RELU -> in.getNDArrayInternal().relu();
            case RELU6 -> clipped(in);
            case H_SWISH -> in.mul(gate(in));
        };
    }

    /** min(max(in + 3, 0), 6) / 6. */
    private NDArray gate(NDArray in) {
        return clipped(in.add(memory.create(3f))).div(memory.create(6f));
    }

    /** min(max(in, 0), 6), as a difference of rectifiers. */
    private NDArray clipped(NDArray in) {
        NDArray beyond = in.sub(memory.create(6f)).getNDArrayInternal().relu();
        return in.getNDArrayInternal().relu().sub(beyond);
    }
}
