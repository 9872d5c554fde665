package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Backpropagation; the engine's own collector is one per process and walks every array that it ever made. */
public final class Backward {
    private Backward() {}

    /** Adds the gradients of a scalar to those of the weights that it came from. */
    public static void from(NDArray loss) {
        try (NDArray one = loss.onesLike()) {
            JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
        }
    }
}
