package dev.specialize.export;

import dev.specialize.onnx.Content;
import dev.specialize.weights.Tensor;
import java.util.List;

/**
 * A convolution that does its batch normalisation's work too (arXiv:1502.03167, algorithm 2): with s = scale /
 * sqrt(variance + eps), weight * s and bias shift - mean * s, computed in double precision and rounded once.
 *
 * @param weight (out, in / group, kernel, kernel)
 * @param bias (out)
 */
record FoldedConvolution(Content weight, Content bias) {
    /**
     * @param place where the convolution stands in its layer: empty, or such as {@code expand.}
     * @param shape of the convolution's weight
     */
    static FoldedConvolution of(GivenWeights weights, String place, Integer... shape) {
        Tensor kernels = weights.tensor(place + "weight", shape);
        int width = shape[0];
        float[] scale = weights.tensor(place + "bn.weight", width).values();
        float[] shift = weights.tensor(place + "bn.bias", width).values();
        float[] mean = weights.tensor(place + "bn.mean", width).values();
        float[] variance = weights.tensor(place + "bn.variance", width).values();
        float[] folded = kernels.values().clone();
        float[] bias = new float[width];
        int inner = folded.length / width;
        for (int c = 0; c < width; c++) {
            if (variance[c] < 0) {
                throw new ExportException("Weights '" + weights.layer().name() + "." + place + "bn.variance' hold "
                        + variance[c] + ", a variance is never negative. Maybe the file is damaged.");
            }
            double factor = scale[c] / Math.sqrt(variance[c] + weights.epsilon());
            for (int i = c * inner; i < (c + 1) * inner; i++) {
                folded[i] = (float) (folded[i] * factor);
            }
            bias[c] = (float) (shift[c] - mean[c] * factor);
        }
        return new FoldedConvolution(
                Content.of(new Tensor(List.of(shape), folded)), Content.of(Tensor.of(bias, width)));
    }
}
