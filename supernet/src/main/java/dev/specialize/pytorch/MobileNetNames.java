package dev.specialize.pytorch;

/**
 * How torchvision calls the modules of its MobileNets. The blocks are {@code features.1} and up; a convolution with its
 * normalisation is a module of two, {@code .0} and {@code .1}.
 */
enum MobileNetNames {
    /** {@code features.<block>.conv.<part>}, where the last convolution and its normalisation are two parts. */
    V2("conv"),
    /** {@code features.<block>.block.<part>}. */
    V3("block");

    private final String parts;

    MobileNetNames(String parts) {
        this.parts = parts;
    }

    /** A tensor that tells the two apart. */
    String sign() {
        return convolution(part(1, 0)) + ".weight";
    }

    /** The {@code index}-th part of a block. */
    String part(int block, int index) {
        return "features." + block + "." + parts + "." + index;
    }

    String convolution(String module) {
        return module + ".0";
    }

    String normalization(String module) {
        return module + ".1";
    }

    /** The convolution of a block's last part. */
    String projection(int block, int index) {
        return this == V2 ? part(block, index) : convolution(part(block, index));
    }

    String projectionNormalization(int block, int index) {
        return this == V2 ? part(block, index + 1) : normalization(part(block, index));
    }
}
