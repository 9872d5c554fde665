package dev.specialize.quantization;

import dev.specialize.onnx.Content;
import dev.specialize.onnx.ElementType;
import dev.specialize.weights.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Weights and biases of a convolution or a linear layer as whole numbers: weights in eight bits with a scale for each output
 * channel, biases in 32 bits in units of activation scale times weight scale, so that they add to sums of products
 * (arXiv:1712.05877, sections 2.2 and 2.4).
 *
 * @param weight int8, the output channels first
 * @param scales of each output channel
 * @param bias int32, (out)
 */
record QuantizedWeights(Content weight, Content scales, Content bias) {
    /** Room for the sums of products that a bias is added to. */
    private static final double LARGEST_BIAS = 1L << 30;
    /** Steps of a bias where a channel has no weights that say how fine it is to be. */
    private static final double LONE_BIAS_STEPS = 1 << 24;

    static QuantizedWeights of(Content weight, Content bias, float inputScale, WeightRange range) {
        if (weight instanceof Content.Uniform one && bias instanceof Content.Uniform added) {
            QuantizedWeights single = of(single(one.number()), vector(added.number()), inputScale, range);
            return single.spread(one.shape());
        }
        return weight.floats()
                .map(values -> known(weight.shape(), values, bias.floats().orElseThrow(), inputScale, range))
                .orElseGet(() -> blank(weight.shape()));
    }

    /** Zero points of each output channel: none is shifted. */
    Content zeros() {
        List<Integer> vector = scales.shape();
        if (weight instanceof Content.Blank) {
            return new Content.Blank(ElementType.INT8, vector);
        }
        return Content.of(ElementType.INT8, vector, new byte[vector.get(0)]);
    }

    private static QuantizedWeights known(
            List<Integer> shape, float[] weight, float[] bias, float inputScale, WeightRange range) {
        int channels = shape.get(0);
        int inner = weight.length / channels;
        byte[] whole = new byte[weight.length];
        float[] scales = new float[channels];
        int[] wholeBias = new int[channels];
        for (int c = 0; c < channels; c++) {
            double reach = Math.abs((double) bias[c]) / inputScale;
            double least = Math.max(reach / LARGEST_BIAS, Float.MIN_NORMAL / (double) inputScale);
            scales[c] = LinearQuantizer.usable(Math.max(least, scale(weight, c * inner, inner, reach, range)));
            for (int i = c * inner; i < (c + 1) * inner; i++) {
                whole[i] = (byte) Math.rint(weight[i] / (double) scales[c]);
            }
            wholeBias[c] = (int) Math.rint(bias[c] / (double) (inputScale * scales[c]));
        }
        List<Integer> vector = List.of(channels);
        return new QuantizedWeights(
                Content.of(ElementType.INT8, shape, whole),
                Content.of(new Tensor(vector, scales)),
                Content.of(vector, wholeBias));
    }

    /** @param bias in units of the input's scale, at least 0 */
    private static double scale(float[] weight, int begin, int count, double bias, WeightRange range) {
        double largest = IntStream.range(begin, begin + count)
                .mapToDouble(i -> Math.abs((double) weight[i]))
                .max()
                .orElse(0);
        if (largest > 0) {
            return largest / range.largest();
        }
        return bias > 0 ? bias / LONE_BIAS_STEPS : 1;
    }

    private static Content single(Content number) {
        return Content.of(Tensor.of(number.floats().orElseThrow(), 1, 1));
    }

    private static Content vector(Content number) {
        return Content.of(Tensor.of(number.floats().orElseThrow(), 1));
    }

    private QuantizedWeights spread(List<Integer> shape) {
        List<Integer> vector = shape.subList(0, 1);
        return new QuantizedWeights(
                new Content.Uniform(shape, weight),
                new Content.Uniform(vector, scales),
                new Content.Uniform(vector, bias));
    }

    private static QuantizedWeights blank(List<Integer> shape) {
        List<Integer> vector = shape.subList(0, 1);
        return new QuantizedWeights(
                new Content.Blank(ElementType.INT8, shape),
                new Content.Blank(ElementType.FLOAT, vector),
                new Content.Blank(ElementType.INT32, vector));
    }
}
