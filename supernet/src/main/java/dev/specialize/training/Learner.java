package dev.specialize.training;

import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.Weights;

/** A supernet's weights on the engine's device, and what moves them. */
final class Learner implements AutoCloseable {
    private final ElasticNetwork network;
    private final NesterovDescent descent;

    Learner(TorchEngine engine, Recipe recipe, Checkpoint state) {
        network = new ElasticNetwork(engine, state.weights(), recipe.precision());
        descent = new NesterovDescent(engine, recipe.momentum(), network, state.velocities());
    }

    ElasticNetwork network() {
        return network;
    }

    /** Moves the weights along the gradients that have added up, and clears these. */
    void descend(double rate, double decay) {
        descent.step(rate, decay);
    }

    Weights weights() {
        return network.weights();
    }

    Weights velocities() {
        return descent.velocities();
    }

    @Override
    public void close() {
        descent.close();
        network.close();
    }
}
