package dev.specialize.weights;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts the weights of each layer of a subnet out of its supernet's: channel prefixes and transformed kernels. */
final class Slicer implements LayerVisitor<Map<String, Tensor>> {
    private static final List<String> NORMALIZATION = List.of("bn.weight", "bn.bias", "bn.mean", "bn.variance");

    private final Weights supernet;

    Slicer(Weights supernet) {
        this.supernet = supernet;
    }

    Weights slice(Iterable<Layer> layers) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        layers.forEach(layer -> layer.accept(this).forEach((name, t) -> all.put(layer.name() + "." + name, t)));
        return new Weights(all);
    }

    @Override
    public Map<String, Tensor> convolution(Convolution layer) {
        Map<String, Tensor> out = new LinkedHashMap<>();
        out.put("weight", matrix(layer, "weight", layer.width(), layer.input().channels()));
        if (layer.normalised()) {
            normalization(out, layer, "", layer.width());
        }
        return out;
    }

    @Override
    public Map<String, Tensor> invertedResidual(InvertedResidual layer) {
        int middle = layer.middle();
        Map<String, Tensor> out = new LinkedHashMap<>();
        if (layer.expanded()) {
            out.put(
                    "expand.weight",
                    matrix(layer, "expand.weight", middle, layer.input().channels()));
            normalization(out, layer, "expand.", middle);
        }
        out.put("depthwise.weight", depthwise(layer));
        normalization(out, layer, "depthwise.", middle);
        if (layer.squeezeExcite()) {
            int squeezed = layer.squeezed();
            out.put("se.reduce.weight", matrix(layer, "se.reduce.weight", squeezed, middle));
            out.put("se.reduce.bias", whole(layer, "se.reduce.bias").prefix(0, squeezed));
            out.put("se.expand.weight", matrix(layer, "se.expand.weight", middle, squeezed));
            out.put("se.expand.bias", whole(layer, "se.expand.bias").prefix(0, middle));
        }
        out.put("project.weight", matrix(layer, "project.weight", layer.width(), middle));
        normalization(out, layer, "project.", layer.width());
        return out;
    }

    @Override
    public Map<String, Tensor> bottleneck(Bottleneck layer) {
        int middle = layer.middle();
        int in = layer.input().channels();
        Map<String, Tensor> out = new LinkedHashMap<>();
        out.put("reduce.weight", matrix(layer, "reduce.weight", middle, in));
        normalization(out, layer, "reduce.", middle);
        out.put("spatial.weight", matrix(layer, "spatial.weight", middle, middle));
        normalization(out, layer, "spatial.", middle);
        out.put("expand.weight", matrix(layer, "expand.weight", layer.width(), middle));
        normalization(out, layer, "expand.", layer.width());
        if (layer.projected()) {
            out.put("shortcut.weight", matrix(layer, "shortcut.weight", layer.width(), in));
            normalization(out, layer, "shortcut.", layer.width());
        }
        return out;
    }

    @Override
    public Map<String, Tensor> globalPool(GlobalPool layer) {
        return Map.of();
    }

    @Override
    public Map<String, Tensor> linear(Linear layer) {
        Tensor weight = whole(layer, "weight").prefix(1, layer.input().channels());
        return Map.of("weight", weight, "bias", whole(layer, "bias"));
    }

    private Tensor depthwise(InvertedResidual layer) {
        Tensor kernels = whole(layer, "depthwise.weight").prefix(0, layer.middle());
        for (int size = kernels.shape().get(2) - 2; size >= layer.kernel(); size -= 2) {
            kernels = KernelTransform.shrink(kernels, whole(layer, KernelTransform.matrixName(size)));
        }
        return kernels;
    }

    private void normalization(Map<String, Tensor> out, Layer layer, String place, int width) {
        for (String part : NORMALIZATION) {
            out.put(place + part, whole(layer, place + part).prefix(0, width));
        }
    }

    private Tensor matrix(Layer layer, String name, int out, int in) {
        return whole(layer, name).prefix(0, out).prefix(1, in);
    }

    private Tensor whole(Layer layer, String name) {
        return supernet.get(layer.name() + "." + name);
    }
}
