package dev.specialize.export;

import dev.specialize.onnx.Content;
import dev.specialize.onnx.ElementType;
import java.util.List;

/** Weights of which nothing is known but their shapes. */
final class BlankWeights implements LayerWeights {
    @Override
    public Content get(String part, Integer... shape) {
        return new Content.Blank(ElementType.FLOAT, List.of(shape));
    }

    @Override
    public FoldedConvolution folded(String place, Integer... shape) {
        return new FoldedConvolution(get(place, shape), get(place, shape[0]));
    }
}
