package dev.specialize.pytorch;

import dev.specialize.space.Activation;
import java.util.List;

/**
 * A plain MobileNet as torchvision publishes it. Widths are whatever the tensors say; what no tensor can tell is fixed here:
 * strides, activations, and where a stage begins.
 *
 * @param name what people call it
 * @param batchNormEpsilon what batch normalisation adds to variances
 * @param stemActivation of the strided convolution before everything
 * @param firstActivation of the block after it, which does not expand
 * @param headActivation of the convolutions after the stages
 * @param names how the tensors are called
 */
record MobileNet(
        String name,
        double batchNormEpsilon,
        Activation stemActivation,
        Activation firstActivation,
        List<Stage> stages,
        Activation headActivation,
        MobileNetNames names) {
    MobileNet {
        stages = List.copyOf(stages);
    }

    /** @param stride of the first block */
    record Stage(int blocks, int kernel, int stride, boolean squeezeExcite, Activation activation) {}

    /** MobileNetV2 (arXiv:1801.04381, table 2). */
    static MobileNet v2() {
        return new MobileNet(
                "MobileNetV2",
                1e-5,
                Activation.RELU6,
                Activation.RELU6,
                List.of(
                        plain(2, 2, Activation.RELU6),
                        plain(3, 2, Activation.RELU6),
                        plain(4, 2, Activation.RELU6),
                        plain(3, 1, Activation.RELU6),
                        plain(3, 2, Activation.RELU6),
                        plain(1, 1, Activation.RELU6)),
                Activation.RELU6,
                MobileNetNames.V2);
    }

    /** MobileNetV3-Large (arXiv:1905.02244, table 1), with the epsilon of torchvision's code. */
    static MobileNet v3Large() {
        return new MobileNet(
                "MobileNetV3-Large",
                1e-3,
                Activation.H_SWISH,
                Activation.RELU,
                List.of(
                        plain(2, 2, Activation.RELU),
                        new Stage(3, 5, 2, true, Activation.RELU),
                        plain(4, 2, Activation.H_SWISH),
                        new Stage(2, 3, 1, true, Activation.H_SWISH),
                        new Stage(3, 5, 2, true, Activation.H_SWISH)),
                Activation.H_SWISH,
                MobileNetNames.V3);
    }

    private static Stage plain(int blocks, int stride, Activation activation) {
        return new Stage(blocks, 3, stride, false, activation);
    }

    /** Where the head's convolution is among the features: after the stem, the first block and the stages. */
    int headIndex() {
        return 2 + stages.stream().mapToInt(Stage::blocks).sum();
    }
}
