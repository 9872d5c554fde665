package dev.specialize.supernet;

import ai.djl.ndarray.NDManager;

/**
 * How the layer functions compute convolutions that are not depthwise: by libtorch's own, or, where those are wrong, as
 * products of matrices, which take longer.
 *
 * @param pointwise whether libtorch's own compute kernels of 1 x 1
 * @param spatial whether they compute larger kernels
 */
record DenseConvolution(boolean pointwise, boolean spatial) {
    static final DenseConvolution DIRECT = new DenseConvolution(true, true);
    static final DenseConvolution PRODUCT = new DenseConvolution(false, false);

    private static DenseConvolution onThisProcessor;

    /**
     * Libtorch's own as far as they are right on this processor, found out once.
     *
     * @throws WrongArithmeticException if depthwise convolutions are wrong, for which there is no other way
     */
    static synchronized DenseConvolution onThisProcessor(NDManager memory) {
        if (onThisProcessor == null) {
            try (ConvolutionCheck check = new ConvolutionCheck(memory)) {
                onThisProcessor = rightBy(check);
            }
        }
        return onThisProcessor;
    }

    private static DenseConvolution rightBy(ConvolutionCheck check) {
        if (!check.depthwiseAreRight()) {
            throw new WrongArithmeticException("libtorch computes depthwise convolutions wrongly on this processor."
                    + " Maybe set ONEDNN_MAX_CPU_ISA=SSE41 in the environment: slower, and right where this was seen");
        }
        return new DenseConvolution(check.pointwiseAreRight(), check.spatialAreRight());
    }

    /** The layer functions, computed so. */
    String layers() {
        return ScriptArchive.resource("layers.torchscript")
                + ScriptArchive.resource(
                        pointwise ? "pointwise-convolution.torchscript" : "pointwise-product.torchscript")
                + ScriptArchive.resource(spatial ? "spatial-convolution.torchscript" : "spatial-product.torchscript");
    }
}
