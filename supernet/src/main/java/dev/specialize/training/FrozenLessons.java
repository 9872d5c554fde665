package dev.specialize.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.Normalization;
import dev.specialize.supernet.TorchEngine;

/**
 * A largest network that no longer learns; it normalises with the statistics of the batch, as the subnets that it teaches
 * do (arXiv:1908.09791, section 3.3).
 */
final class FrozenLessons implements Lessons {
    private final TorchEngine engine;
    private final SearchSpace space;
    private final LossScript losses;
    private final ElasticNetwork network;
    private final Teaching teaching;

    /** @param network closed with these lessons */
    FrozenLessons(TorchEngine engine, SearchSpace space, LossScript losses, ElasticNetwork network, Teaching teaching) {
        this.engine = engine;
        this.space = space;
        this.losses = losses;
        this.network = network;
        this.teaching = teaching;
    }

    @Override
    public Lesson lesson(NDArray images, NDArray targets, NDManager pass) {
        int resolution = (int) images.getShape().get(2);
        engine.stopRecording();
        NDArray known =
                network.forward(space.lower(space.largest().at(resolution)), images, pass, Normalization.training(0));
        engine.startRecording();
        return (logits, owner) -> losses.taught(logits, known, targets, teaching, owner);
    }

    @Override
    public void close() {
        network.close();
    }
}
