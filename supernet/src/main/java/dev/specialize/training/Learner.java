package dev.specialize.training;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptModule;
import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.Weights;
import java.util.List;
import java.util.stream.Stream;

/**
 * A supernet's weights on one engine or several, and what moves them. With several each computes gradients for a part of
 * the batch; these are averaged on the first, which moves its weights and hands them on. Running statistics are the
 * first's.
 */
final class Learner implements AutoCloseable {
    private final List<Replica> replicas;
    private final Optimizer optimizer;

    Learner(TorchEngines engines, Recipe recipe, Checkpoint state) {
        replicas = engines.sharing(recipe.batchSize()).stream()
                .map(engine -> new Replica(engine, new ElasticNetwork(engine, state.weights(), recipe.precision())))
                .toList();
        optimizer = new Optimizer(engines.first(), recipe.momentum(), first().network(), state.velocities());
        others().forEach(replica -> Optimizer.prepare(replica.engine(), replica.network()));
    }

    private Replica first() {
        return replicas.get(0);
    }

    private Stream<Replica> others() {
        return replicas.stream().skip(1);
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** Moves the weights along the gradients that have added up on each engine, and clears these. */
    void descend(double rate, double muon, double decay) {
        for (int i = 1; i < replicas.size(); i++) {
            gather(i);
        }
        optimizer.step(rate, muon, decay);
        others().forEach(this::handOn);
    }

    /** Each device's gradients are means over its part of the batch; the first's are scaled once. */
    private void gather(int index) {
        double share = 1.0 / replicas.size();
        first().engine().stopRecording();
        first().engine()
                .script()
                .perform(
                        "gather",
                        trained(first()),
                        trained(replicas.get(index)),
                        IValue.from(index == 1 ? share : 1),
                        IValue.from(share));
    }

    private void handOn(Replica other) {
        first().engine().script().perform("hand_on", trained(first()), trained(other));
    }

    private static IValue trained(Replica replica) {
        return ScriptModule.tensors(replica.network().trained().toArray(NDArray[]::new));
    }

    Weights weights() {
        return first().network().weights();
    }

    Weights velocities() {
        return optimizer.velocities();
    }

    @Override
    public void close() {
        optimizer.close();
        replicas.forEach(replica -> replica.network().close());
    }
}
