package dev.specialize.quantization;

import dev.specialize.onnx.Content;
import dev.specialize.weights.Tensor;

/**
 * Rounded weights shift what a channel is on average by (rounded - true weights) * mean input; the bias takes that back
 * (arXiv:1906.04721, section 4.2). Padding is taken for an average input too.
 */
final class BiasCorrection {
    private BiasCorrection() {}

    /**
     * @param weight (out, in / group, ...)
     * @param bias (out)
     * @param means of each input channel
     */
    static Content corrected(Content weight, Content bias, QuantizedWeights rounded, double... means) {
        return weight.floats()
                .map(values -> corrected(weight, values, bias.floats().orElseThrow(), rounded, means))
                .orElse(bias);
    }

    private static Content corrected(
            Content weight, float[] values, float[] bias, QuantizedWeights rounded, double... means) {
        byte[] whole = rounded.weight().littleEndian().orElseThrow();
        float[] scales = rounded.scales().floats().orElseThrow();
        int out = weight.shape().get(0);
        int inputs = weight.shape().get(1);
        int positions = values.length / (out * inputs);
        int perGroup = out * inputs / means.length;
        float[] corrected = bias.clone();
        for (int o = 0; o < out; o++) {
            double shift = 0;
            for (int i = 0; i < inputs * positions; i++) {
                int at = o * inputs * positions + i;
                double mean = means[o / perGroup * inputs + i / positions];
                shift += (values[at] - whole[at] * (double) scales[o]) * mean;
            }
            corrected[o] += (float) shift;
        }
        return Content.of(Tensor.of(corrected, out));
    }
}
