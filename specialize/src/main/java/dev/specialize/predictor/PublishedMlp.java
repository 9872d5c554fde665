package dev.specialize.predictor;

import dev.specialize.weights.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The two forms in which perceptrons are published, told apart by the names of their tensors. */
record PublishedMlp(MlpLayout layout, List<DenseLayer> layers) {
    private static final String BASE_ACCURACY = "base_acc";

    /** @throws IllegalArgumentException if a tensor is missing, unknown or malformed; the message names it */
    static PublishedMlp of(SortedMap<String, Tensor> tensors) {
        TensorSource source = new TensorSource(tensors);
        PublishedMlp mlp = tensors.containsKey("layers.0.0.weight") ? ofLibrary(source) : ofTutorial(source);
        source.requireAllTaken();
        return mlp;
    }

    /** Activations have the odd numbers between the layers. */
    private static PublishedMlp ofTutorial(TensorSource source) {
        List<DenseLayer> layers = new ArrayList<>();
        for (int i = 0; i == 0 || source.has(i + ".weight"); i += 2) {
            layers.add(source.layer(Integer.toString(i)));
        }
        return new PublishedMlp(MlpLayout.KERNELS_FIRST, List.copyOf(layers));
    }

    /** The last layer has no bias of its own; the base accuracy takes its place. */
    private static PublishedMlp ofLibrary(TensorSource source) {
        List<DenseLayer> layers = new ArrayList<>();
        while (source.has("layers." + layers.size() + ".0.weight")) {
            layers.add(source.layer("layers." + layers.size() + ".0"));
        }
        String last = "layers." + layers.size();
        Tensor base = source.take(BASE_ACCURACY);
        if (base.values().length != 1) {
            throw new IllegalArgumentException(
                    "tensor '" + BASE_ACCURACY + "' must hold one value, got shape " + base.shape());
        }
        layers.add(new DenseLayer(last, source.take(last + ".weight"), Tensor.of(base.values(), 1)));
        return new PublishedMlp(MlpLayout.RESOLUTIONS_FIRST, List.copyOf(layers));
    }
}
