package dev.specialize.latency;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import java.util.List;

/** What a layer shares with others, whatever the size of its input; the first two are its kind and its place. */
final class LayerTraits implements LayerVisitor<List<String>> {
    private LayerTraits() {}

    static List<String> of(Layer layer) {
        return layer.accept(new LayerTraits());
    }

    /** The layer's key without its resolution: the same block wherever it stands. */
    static String block(Layer layer) {
        return layer.key().replaceFirst(":r[0-9]+", "");
    }

    @Override
    public List<String> convolution(Convolution layer) {
        return List.of("convolution", block(layer));
    }

    @Override
    public List<String> invertedResidual(InvertedResidual layer) {
        String place = layer.input().channels() + "-" + layer.width() + ":s" + layer.stride();
        return List.of(
                "inverted residual",
                "place " + place,
                "kernel " + layer.kernel(),
                "expand " + Math.round((float) layer.middle() / layer.input().channels()),
                "squeeze-excite " + layer.squeezeExcite(),
                "activation " + layer.activation(),
                "stride " + layer.stride());
    }

    @Override
    public List<String> bottleneck(Bottleneck layer) {
        String place = layer.input().channels() + "-" + layer.width() + ":s" + layer.stride();
        return List.of(
                "bottleneck",
                "place " + place,
                "middle " + Math.round(20f * layer.middle() / layer.width()),
                "stride " + layer.stride());
    }

    @Override
    public List<String> globalPool(GlobalPool layer) {
        return List.of("pool", block(layer));
    }

    @Override
    public List<String> linear(Linear layer) {
        return List.of("linear", block(layer));
    }
}
