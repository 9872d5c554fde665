package dev.specialize.training;

import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.Map;
import java.util.TreeMap;

/** The velocities that training starts with. */
final class Velocities {
    private Velocities() {}

    static Weights atRest(Weights weights) {
        Map<String, Tensor> all = new TreeMap<>();
        weights.tensors().forEach((name, t) -> all.put(name, new Tensor(t.shape(), new float[t.values().length])));
        return new Weights(all);
    }
}
