package dev.specialize.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.Weights;
import java.util.function.Supplier;

/** What the subnets of a phase learn from. */
interface Lessons extends AutoCloseable {
    /** @param frozen the weights of a frozen teacher, asked for where there is one */
    static Lessons of(TorchEngine engine, TrainingRun run, Teaching teaching, Supplier<Weights> frozen) {
        LossScript losses = new LossScript(engine.script());
        return switch (teaching.teacher()) {
            case NONE -> new LabelLessons(losses);
            case LARGEST -> new InPlaceLessons(losses, teaching);
            case FROZEN ->
                new FrozenLessons(
                        engine,
                        run.space(),
                        losses,
                        new ElasticNetwork(engine, frozen.get(), run.recipe().precision()),
                        teaching);
        };
    }

    /**
     * What is to be learnt from one batch.
     *
     * @param images (N, C, H, W) float32
     * @param targets (N, classes), rows that add up to 1
     * @param pass closes what the lesson makes
     */
    Lesson lesson(NDArray images, NDArray targets, NDManager pass);

    /** The losses of the subnets of one step. */
    interface Lesson {
        /**
         * The loss of the next subnet, in the order in which they are trained.
         *
         * @param logits (N, classes)
         * @param owner closes the loss
         * @return a scalar
         */
        NDArray loss(NDArray logits, NDManager owner);
    }

    /** Does nothing where nothing is held. */
    @Override
    default void close() {}
}
