package dev.specialize.supernet;

import ai.djl.ndarray.NDManager;

/** How the layer functions compute convolutions that are not depthwise. */
enum DenseConvolution {
    /** By libtorch's own. */
    DIRECT("dense-convolution.torchscript"),
    /** Where those are wrong: as products of matrices, which take longer. */
    PRODUCT("dense-product.torchscript");

    private static DenseConvolution onThisProcessor;

    private final String source;

    DenseConvolution(String source) {
        this.source = source;
    }

    /**
     * The one that is right on this processor, found out once.
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
        return check.denseAreRight() ? DIRECT : PRODUCT;
    }

    /** The layer functions, computed so. */
    String layers() {
        return ScriptArchive.resource("layers.torchscript") + ScriptArchive.resource(source);
    }
}
