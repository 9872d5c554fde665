package dev.specialize.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** What the subnets of a phase learn from. */
interface Lessons extends AutoCloseable {
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
