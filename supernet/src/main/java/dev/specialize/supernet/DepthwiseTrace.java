package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptModule;

/**
 * What a depthwise convolution on a CPU leaves for the gradient of its kernels, which is computed apart: the engine's fast
 * routine takes kernels of three columns at most, and what it falls back on multiplies whole blocks of 16 channels of which
 * it needs the diagonal. So kernels are cut into bands of three columns, each of which sees the same padded maps from a
 * later column on.
 *
 * @param input (N, C, H, W), no part of the engine's graph
 * @param output (N, C, H', W')
 * @param kernels (C, 1, K, K) as the convolution used them, and through which gradients go on to the weights
 */
record DepthwiseTrace(NDArray input, NDArray output, NDArray kernels, int stride) {
    /** Columns of the widest kernel of which the engine computes the gradient fast. */
    static final int WIDEST_FAST_KERNEL = 3;

    /**
     * Adds the kernels' gradient to those of the weights that they come from, and lets go of the maps.
     *
     * @param upstream the gradient of the output; closed here
     */
    void backpropagate(NDArray upstream, ScriptModule script, NDManager owner) {
        try (NDManager memory = owner.newSubManager();
                upstream;
                input;
                output;
                kernels) {
            Backward.from(script.call(
                    memory,
                    "through_kernels",
                    ScriptModule.tensor(input),
                    ScriptModule.tensor(upstream),
                    ScriptModule.tensor(kernels),
                    IValue.from((long) stride)));
        }
    }
}
