package dev.specialize.weights;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which tensors a supernet or a network has, and their shapes. */
public final class WeightShapes implements LayerVisitor<Void> {
    private static final List<String> NORMALIZATION = List.of("bn.weight", "bn.bias", "bn.mean", "bn.variance");

    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

    private WeightShapes() {}

    /** By the tensors' names, in the order of the layers: those of the largest network and the kernel transforms. */
    public static Map<String, List<Integer>> of(SearchSpace space) {
        Map<String, List<Integer>> all = new LinkedHashMap<>(of(space.lower(space.largest())));
        all.putAll(kernelTransforms(space));
        return Collections.unmodifiableMap(all);
    }

    /** Of a network without elastic parts. */
    public static Map<String, List<Integer>> of(Network network) {
        WeightShapes all = new WeightShapes();
        network.layers().forEach(layer -> layer.accept(all));
        return Collections.unmodifiableMap(all.shapes);
    }

    /** The transforms of elastic kernels alone, each (size * size, size * size). */
    public static Map<String, List<Integer>> kernelTransforms(SearchSpace space) {
        Map<String, List<Integer>> transforms = new LinkedHashMap<>();
        for (int s = 0; s < space.stages().size(); s++) {
            Stage stage = space.stages().get(s);
            for (int b = 0; b < stage.maxDepth(); b++) {
                for (int size = stage.maxKernel() - 2; size >= stage.kernels().get(0); size -= 2) {
                    String name = "stages." + s + ".blocks." + b + "." + KernelTransform.matrixName(size);
                    transforms.put(name, List.of(size * size, size * size));
                }
            }
        }
        return transforms;
    }

    @Override
    public Void convolution(Convolution layer) {
        dense(layer, "", layer.width(), layer.input().channels(), layer.kernel());
        if (layer.normalised()) {
            normalization(layer, "", layer.width());
        }
        return null;
    }

    @Override
    public Void invertedResidual(InvertedResidual layer) {
        int middle = layer.middle();
        if (layer.expanded()) {
            dense(layer, "expand.", middle, layer.input().channels(), 1);
            normalization(layer, "expand.", middle);
        }
        dense(layer, "depthwise.", middle, 1, layer.kernel());
        normalization(layer, "depthwise.", middle);
        if (layer.squeezeExcite()) {
            dense(layer, "se.reduce.", layer.squeezed(), middle, 1);
            put(layer, "se.reduce.bias", layer.squeezed());
            dense(layer, "se.expand.", middle, layer.squeezed(), 1);
            put(layer, "se.expand.bias", middle);
        }
        dense(layer, "project.", layer.width(), middle, 1);
        normalization(layer, "project.", layer.width());
        return null;
    }

    @Override
    public Void bottleneck(Bottleneck layer) {
        int in = layer.input().channels();
        int middle = layer.middle();
        dense(layer, "reduce.", middle, in, 1);
        normalization(layer, "reduce.", middle);
        dense(layer, "spatial.", middle, middle, layer.kernel());
        normalization(layer, "spatial.", middle);
        dense(layer, "expand.", layer.width(), middle, 1);
        normalization(layer, "expand.", layer.width());
        if (layer.projected()) {
            dense(layer, "shortcut.", layer.width(), in, 1);
            normalization(layer, "shortcut.", layer.width());
        }
        return null;
    }

    @Override
    public Void globalPool(GlobalPool layer) {
        return null;
    }

    @Override
    public Void linear(Linear layer) {
        put(layer, "weight", layer.width(), layer.input().channels());
        put(layer, "bias", layer.width());
        return null;
    }

    private void dense(Layer layer, String place, int out, int in, int kernel) {
        put(layer, place + "weight", out, in, kernel, kernel);
    }

    private void normalization(Layer layer, String place, int width) {
        NORMALIZATION.forEach(part -> put(layer, place + part, width));
    }

    private void put(Layer layer, String name, Integer... shape) {
        shapes.put(layer.name() + "." + name, List.of(shape));
    }
}
