package dev.specialize.space;

import java.util.Locale;

/** What the blocks of a stage are. */
public enum BlockKind {
    /** A dense convolution; past a stage's first block its input is added to its output. */
    CONVOLUTION {
        @Override
        Layer layer(String name, FeatureMap input, int width, int index, int stride, Stage stage, BlockChoice choice) {
            Sequel sequel = index == 0 ? Sequel.NONE : Sequel.ADD_INPUT;
            return new Convolution(name, input, width, choice.kernel(), stride, true, stage.activation(), sequel);
        }
    },
    /** A dense convolution, then max pooling; a stage has one of them. */
    POOLED_CONVOLUTION {
        @Override
        Layer layer(String name, FeatureMap input, int width, int index, int stride, Stage stage, BlockChoice choice) {
            return new Convolution(
                    name, input, width, choice.kernel(), stride, true, stage.activation(), Sequel.MAX_POOL);
        }

        @Override
        FeatureMap output(FeatureMap input, int width, int stride) {
            return input.convolved(width, stride).convolved(width, 2);
        }
    },
    /** {@link InvertedResidual}: kernel and expansion are elastic, the middle width is a multiple of the input's. */
    INVERTED_RESIDUAL {
        @Override
        Layer layer(String name, FeatureMap input, int width, int index, int stride, Stage stage, BlockChoice choice) {
            return new InvertedResidual(
                    name,
                    input,
                    ChannelWidth.middle(input.channels(), choice.expand()),
                    width,
                    choice.kernel(),
                    stride,
                    true,
                    stage.squeezeExcite(),
                    stage.activation());
        }
    },
    /** {@link Bottleneck}: the middle width is a multiple, below 1, of the output's. */
    BOTTLENECK {
        @Override
        Layer layer(String name, FeatureMap input, int width, int index, int stride, Stage stage, BlockChoice choice) {
            int middle = ChannelWidth.middle(width, choice.expand());
            return new Bottleneck(name, input, middle, width, choice.kernel(), stride, index == 0, stage.activation());
        }
    };

    /**
     * The block at a place of a stage.
     *
     * @param width output channels
     * @param index place in the stage
     */
    abstract Layer layer(
            String name, FeatureMap input, int width, int index, int stride, Stage stage, BlockChoice choice);

    /** The map after a block. */
    FeatureMap output(FeatureMap input, int width, int stride) {
        return input.convolved(width, stride);
    }

    /** The name in files, such as {@code inverted-residual}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
