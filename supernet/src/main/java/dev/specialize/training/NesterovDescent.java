package dev.specialize.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptModule;
import dev.specialize.supernet.Backward;
import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with Nesterov momentum: v = m v + (g + d w), w = w - r (g + d w + m v), all weights in two
 * native calls, gradients zeroed after.
 */
final class NesterovDescent implements AutoCloseable {
    private final TorchEngine engine;
    private final double momentum;
    private final NDManager memory;
    private final Group decayed;
    private final Group undecayed;

    /** @param velocities for each trained weight, under its name */
    NesterovDescent(TorchEngine engine, double momentum, ElasticNetwork network, Weights velocities) {
        this.engine = engine;
        this.momentum = momentum;
        memory = engine.memory().newSubManager();
        decayed = group(network.decayed(), velocities);
        undecayed = group(network.undecayed(), velocities);
        prepare(engine, network);
    }

    /**
     * Makes weights take gradients, which are zeros at first: one that no pass has touched would be undefined, which scripts
     * cannot test.
     */
    static void prepare(TorchEngine engine, ElasticNetwork network) {
        network.trained().forEach(weight -> weight.setRequiresGradient(true));
        engine.startRecording();
        try (NDManager pass = engine.memory().newSubManager()) {
            NDArray[] weights = network.trained().toArray(NDArray[]::new);
            Backward.from(engine.script().call(pass, "nothing", ScriptModule.tensors(weights)));
        }
    }

    private Group group(Collection<NDArray> weights, Weights velocities) {
        NDArray[] values = weights.toArray(NDArray[]::new);
        NDArray[] momenta = Arrays.stream(values)
                .map(w -> memory.create(velocities.get(w.getName()).values(), w.getShape()))
                .toArray(NDArray[]::new);
        return new Group(values, momenta);
    }

    /** @param decay of the weights that decay */
    void step(double rate, double decay) {
        engine.stopRecording();
        descend(decayed, rate, decay);
        descend(undecayed, rate, 0);
    }

    private void descend(Group group, double rate, double decay) {
        engine.script()
                .perform(
                        "descend",
                        ScriptModule.tensors(group.weights),
                        ScriptModule.tensors(group.velocities),
                        IValue.from(rate),
                        IValue.from(decay),
                        IValue.from(momentum));
    }

    /** The velocities under the names of their weights, copied back. */
    Weights velocities() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Group group : List.of(decayed, undecayed)) {
            for (int i = 0; i < group.weights.length; i++) {
                float[] values = TorchEngine.download(group.velocities[i]);
                tensors.put(group.weights[i].getName(), Tensor.of(values, values.length));
            }
        }
        return new Weights(tensors);
    }

    @Override
    public void close() {
        memory.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // passed to the engine as they are, once a step
    private record Group(NDArray[] weights, NDArray[] velocities) {}
}
