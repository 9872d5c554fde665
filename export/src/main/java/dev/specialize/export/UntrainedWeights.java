package dev.specialize.export;

import dev.specialize.onnx.Content;
import java.util.List;

/**
 * Weights that nobody trained and that take no room in a file, for models whose time matters and not what they say: so a
 * model of twenty megabytes goes to a device as some sixty kilobytes.
 */
final class UntrainedWeights implements LayerWeights {
    /** About what biases are. */
    private static final float USUAL_BIAS = 0.02f;
    /** So that no two constants are equal: a runtime would keep but one of them, and find it in its cache. */
    private static final float STEP = 1e-3f;

    private int made;

    @Override
    public Content get(String part, Integer... shape) {
        return uniform(shape);
    }

    @Override
    public FoldedConvolution folded(String place, Integer... shape) {
        return new FoldedConvolution(uniform(shape), uniform(shape[0]));
    }

    private Content uniform(Integer... shape) {
        return new Content.Uniform(List.of(shape), Content.of(value(shape) * (1 + made++ * STEP)));
    }

    /** Weights that average what they read, so that numbers neither grow nor vanish from layer to layer. */
    private static float value(Integer... shape) {
        int inputs = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            inputs *= shape[axis];
        }
        return shape.length < 2 ? USUAL_BIAS : 1f / inputs;
    }
}
