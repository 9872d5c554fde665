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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What moves weights along their gradients, all in a few native calls, gradients zeroed after.
 *
 * <p>Stochastic gradient descent with Nesterov momentum: v = m v + (g + d w), w = w - r (g + d w + m v).
 *
 * <p>If it is asked for, kernels over all channels that batch normalisation follows are moved by Muon (K. Jordan et al.,
 * Muon: An optimizer for hidden layers in neural networks, 2024, https://kellerjordan.github.io/posts/muon) instead:
 * v = m v + g, and u = g + m v as a matrix (outputs, inputs x places) is replaced by what is nearest to it with singular
 * values that are all the same, by five Newton-Schulz steps on the smaller matrix u u^T, which is computed anew after three
 * (J. Zhang et al., Gram Newton-Schulz, 2026, https://dao-lab.ai/blog/2026/gram-newton-schulz). As the scale of such kernels
 * does not matter, a step is a share of their norm, as in LARS (arXiv:1708.03888), and leaves the norm as it was:
 * o = u' / |u'|, w' = w - r s |w| o, w = w' |w| / |w'|, without decay. Entries whose gradient is zero, as of channels that
 * no subnet of the step has, stay, so that an old velocity is not blown up to full size.
 */
final class Optimizer implements AutoCloseable {
    private final TorchEngine engine;
    private final double momentum;
    private final NDManager memory;
    private final Group dense;
    private final Group decayed;
    private final Group undecayed;

    /** @param velocities for each trained weight, under its name */
    Optimizer(TorchEngine engine, double momentum, ElasticNetwork network, Weights velocities) {
        this.engine = engine;
        this.momentum = momentum;
        memory = engine.memory().newSubManager();
        dense = group(network.decayed().stream().filter(network::isScaleFreeDense), velocities);
        decayed = group(network.decayed().stream().filter(w -> !network.isScaleFreeDense(w)), velocities);
        undecayed = group(network.undecayed().stream(), velocities);
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

    private Group group(Stream<NDArray> weights, Weights velocities) {
        NDArray[] values = weights.toArray(NDArray[]::new);
        NDArray[] momenta = Arrays.stream(values)
                .map(w -> memory.create(velocities.get(w.getName()).values(), w.getShape()))
                .toArray(NDArray[]::new);
        return new Group(values, momenta);
    }

    /**
     * Moves all weights.
     *
     * @param rate r
     * @param muon s, or 0 to let all weights descend
     * @param decay d, of the weights that decay
     */
    void step(double rate, double muon, double decay) {
        engine.stopRecording();
        if (muon > 0) {
            turn(dense, rate * muon);
        } else {
            descend(dense, rate, decay);
        }
        descend(decayed, rate, decay);
        descend(undecayed, rate, 0);
    }

    private void turn(Group group, double share) {
        engine.script()
                .perform(
                        "turn",
                        ScriptModule.tensors(group.weights),
                        ScriptModule.tensors(group.velocities),
                        IValue.from(share),
                        IValue.from(momentum));
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
        for (Group group : List.of(dense, decayed, undecayed)) {
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
