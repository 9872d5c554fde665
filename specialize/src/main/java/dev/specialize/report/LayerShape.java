package dev.specialize.report;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Sequel;

/**
 * A layer as a box.
 *
 * @param name its place in the network
 * @param kernel size of its spatial convolution; 1 where there is none
 * @param middle most channels inside
 * @param marks what else there is to say, such as {@code SE}
 */
public record LayerShape(
        String name,
        String kind,
        FeatureMap input,
        FeatureMap output,
        int kernel,
        int stride,
        int middle,
        Marks marks) {
    /** @param residual the input is added to the output */
    public record Marks(boolean squeezeExcite, boolean residual, String activation) {}

    private static final LayerVisitor<LayerShape> SHAPE = new LayerVisitor<>() {
        @Override
        public LayerShape convolution(Convolution layer) {
            boolean pooled = layer.sequel() == Sequel.MAX_POOL;
            return new LayerShape(
                    layer.name(),
                    pooled ? "convolution, max pool" : "convolution",
                    layer.input(),
                    layer.output(),
                    layer.kernel(),
                    pooled ? 2 * layer.stride() : layer.stride(),
                    layer.width(),
                    new Marks(
                            false,
                            layer.sequel() == Sequel.ADD_INPUT,
                            layer.activation().toString()));
        }

        @Override
        public LayerShape invertedResidual(InvertedResidual layer) {
            return new LayerShape(
                    layer.name(),
                    "inverted residual",
                    layer.input(),
                    layer.output(),
                    layer.kernel(),
                    layer.stride(),
                    layer.middle(),
                    new Marks(
                            layer.squeezeExcite(),
                            layer.residual(),
                            layer.activation().toString()));
        }

        @Override
        public LayerShape bottleneck(Bottleneck layer) {
            return new LayerShape(
                    layer.name(),
                    "bottleneck",
                    layer.input(),
                    layer.output(),
                    layer.kernel(),
                    layer.stride(),
                    layer.middle(),
                    new Marks(false, true, layer.activation().toString()));
        }

        @Override
        public LayerShape globalPool(GlobalPool layer) {
            return plain(layer, "mean over positions", layer.input().channels());
        }

        @Override
        public LayerShape linear(Linear layer) {
            return plain(layer, "linear", layer.width());
        }

        private LayerShape plain(Layer layer, String kind, int middle) {
            return new LayerShape(
                    layer.name(), kind, layer.input(), layer.output(), 1, 1, middle, new Marks(false, false, "none"));
        }
    };

    static LayerShape of(Layer layer) {
        return layer.accept(SHAPE);
    }

    /** Such as {@code inverted residual 5×5, 24 to 72 to 32 channels, stride 2, SE, residual, h-swish}. */
    String described() {
        StringBuilder text = new StringBuilder(kind);
        if (kernel > 1) {
            text.append(' ').append(kernel).append('\u00d7').append(kernel);
        }
        text.append(", ").append(input.channels());
        if (middle != output.channels()) {
            text.append(" to ").append(middle);
        }
        text.append(" to ").append(output.channels()).append(" channels");
        text.append(stride > 1 ? ", stride " + stride : "");
        text.append(marks.squeezeExcite ? ", squeeze-and-excitation" : "");
        text.append(marks.residual ? ", input added" : "");
        text.append(marks.activation.equals("none") ? "" : ", " + marks.activation);
        return text.toString();
    }
}
