package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Weights on the engine's device, and for each layer those that its function takes, in order. */
final class Parameters implements LayerVisitor<List<String>> {
    private static final List<String> NORMALIZATION = List.of("bn.weight", "bn.bias", "bn.mean", "bn.variance");

    private final SortedMap<String, NDArray> arrays = new TreeMap<>();
    private final Map<String, NDArray[]> byLayer = new HashMap<>();

    Parameters(NDManager owner, Weights weights) {
        weights.tensors().forEach((name, tensor) -> {
            NDArray array = TorchEngine.upload(owner, tensor);
            array.setName(name);
            arrays.put(name, array);
        });
    }

    SortedMap<String, NDArray> arrays() {
        return arrays;
    }

    /** What the layer's function takes; the first of them stands in for those that the layer does not have. */
    NDArray[] of(Layer layer) {
        return byLayer.computeIfAbsent(layer.name(), name -> collect(layer));
    }

    private NDArray[] collect(Layer layer) {
        List<String> names =
                layer.accept(this).stream().map(n -> layer.name() + "." + n).toList();
        NDArray standIn = names.stream()
                .map(arrays::get)
                .filter(a -> a != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no weights of layer '" + layer.name() + "'"));
        return names.stream().map(n -> arrays.getOrDefault(n, standIn)).toArray(NDArray[]::new);
    }

    @Override
    public List<String> convolution(Convolution layer) {
        return Stream.concat(Stream.of("weight"), NORMALIZATION.stream()).toList();
    }

    @Override
    public List<String> invertedResidual(InvertedResidual layer) {
        Stream<String> expansion = Stream.concat(Stream.of("expand.weight"), below("expand."));
        Stream<String> depthwise =
                Stream.concat(Stream.of("depthwise.weight", "depthwise.7to5", "depthwise.5to3"), below("depthwise."));
        Stream<String> excitation =
                Stream.of("se.reduce.weight", "se.reduce.bias", "se.expand.weight", "se.expand.bias");
        Stream<String> projection = Stream.concat(Stream.of("project.weight"), below("project."));
        return Stream.of(expansion, depthwise, excitation, projection)
                .flatMap(s -> s)
                .toList();
    }

    @Override
    public List<String> bottleneck(Bottleneck layer) {
        return Stream.of("reduce.", "spatial.", "expand.", "shortcut.")
                .flatMap(place -> Stream.concat(Stream.of(place + "weight"), below(place)))
                .toList();
    }

    private static Stream<String> below(String place) {
        return NORMALIZATION.stream().map(n -> place + n);
    }

    @Override
    public List<String> globalPool(GlobalPool layer) {
        return List.of();
    }

    @Override
    public List<String> linear(Linear layer) {
        return List.of("weight", "bias");
    }

    /** The current values, copied back. */
    Weights download() {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        arrays.forEach((name, array) -> {
            List<Integer> shape = Arrays.stream(array.getShape().getShape())
                    .mapToObj(s -> (int) s)
                    .toList();
            tensors.put(name, new Tensor(shape, TorchEngine.download(array)));
        });
        return new Weights(tensors);
    }
}
