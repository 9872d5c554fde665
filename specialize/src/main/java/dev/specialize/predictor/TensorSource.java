package dev.specialize.predictor;

import dev.specialize.weights.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hands out tensors by name and knows which are left. */
final class TensorSource {
    private final SortedMap<String, Tensor> tensors;
    private final Set<String> left;

    TensorSource(SortedMap<String, Tensor> tensors) {
        this.tensors = tensors;
        this.left = new TreeSet<>(tensors.keySet());
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** @throws IllegalArgumentException if there is no such tensor, or no longer */
    Tensor take(String name) {
        if (!left.remove(name)) {
            throw new IllegalArgumentException("tensor '" + name + "' is missing. Maybe this is no accuracy predictor:"
                    + " those have 0.weight, 0.bias, 2.weight, .. or layers.0.0.weight, .. and base_acc.");
        }
        return tensors.get(name);
    }

    /** @throws IllegalArgumentException if its weight or bias is missing or malformed */
    DenseLayer layer(String name) {
        return new DenseLayer(name, take(name + ".weight"), take(name + ".bias"));
    }

    /** @throws IllegalArgumentException if a tensor has not been taken; the message names one */
    void requireAllTaken() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "tensor '" + left.iterator().next() + "' is unknown: an accuracy predictor does not have it.");
        }
    }

    /**
     * The layers under the names of this project's own files: {@code layers.0.weight}, {@code layers.0.bias}, and so on.
     *
     * @throws IllegalArgumentException if a tensor is missing, unknown or malformed; the message names it
     */
    static List<DenseLayer> plainLayers(SortedMap<String, Tensor> tensors) {
        TensorSource source = new TensorSource(tensors);
        List<DenseLayer> layers = new ArrayList<>();
        do {
            layers.add(source.layer("layers." + layers.size()));
        } while (source.has("layers." + layers.size() + ".weight"));
        source.requireAllTaken();
        return layers;
    }

    /** The inverse of {@link #plainLayers}, whatever the names of the layers are. */
    static SortedMap<String, Tensor> plain(List<DenseLayer> layers) {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (int i = 0; i < layers.size(); i++) {
            tensors.put("layers." + i + ".weight", layers.get(i).weight());
            tensors.put("layers." + i + ".bias", layers.get(i).bias());
        }
        return tensors;
    }
}
