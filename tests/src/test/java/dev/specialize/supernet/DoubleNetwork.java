package dev.specialize.supernet;

import dev.specialize.space.Activation;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import dev.specialize.weights.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a subnet computes with its supernet's weights, by naive loops in double precision: slices, kernel transforms and
 * normalisation by the batch's own statistics straight from their definitions. Its weights may be changed between passes,
 * so it also gives gradients by finite differences.
 */
public final class DoubleNetwork implements LayerVisitor<double[][]> {
    private final Map<String, double[]> values = new HashMap<>();
    private final Map<String, List<Integer>> shapes = new HashMap<>();
    private final Map<String, double[]> means = new HashMap<>();
    private final Map<String, double[]> variances = new HashMap<>();
    private double epsilon;
    private double[][] x;
    private double kinkDistance;

    public DoubleNetwork(Weights weights) {
        weights.tensors().forEach((name, tensor) -> {
            double[] copy = new double[tensor.values().length];
            Arrays.setAll(copy, i -> tensor.values()[i]);
            values.put(name, copy);
            shapes.put(name, tensor.shape());
        });
    }

    /** A tensor's values; writing to them changes the network. */
    public double[] values(String name) {
        return values.get(name);
    }

    /** Means (C) that the last pass found before each normalisation, by place such as {@code stem.bn}. */
    public Map<String, double[]> means() {
        return means;
    }

    /** Unbiased variances (C) that the last pass found. */
    public Map<String, double[]> variances() {
        return variances;
    }

    /**
     * How far the last pass stayed from the places where gradients jump: the bends of rectifiers and ties of maxima. What
     * rounds by more than that may be on the other side.
     */
    public double kinkDistance() {
        return kinkDistance;
    }

    /**
     * Logits, normalised with the statistics of the batch.
     *
     * @param nhwc (count, size, size, channels)
     * @return (count, classes)
     */
    public double[][] logits(Network network, float[] nhwc, int count) {
        epsilon = network.batchNormEpsilon();
        kinkDistance = Double.POSITIVE_INFINITY;
        int channels = network.input().channels();
        int pixels = (int) network.input().pixels();
        x = new double[count][channels * pixels];
        for (int i = 0; i < nhwc.length; i++) {
            int place = i / channels;
            x[place / pixels][i % channels * pixels + place % pixels] = nhwc[i];
        }
        network.layers().forEach(layer -> x = layer.accept(this));
        return x;
    }

    /** Mean over the batch of minus the sum of targets times log-softmax. */
    public static double crossEntropy(double[][] logits, float[] targets) {
        double total = 0;
        for (int n = 0; n < logits.length; n++) {
            double sum = Arrays.stream(logits[n]).map(Math::exp).sum();
            for (int c = 0; c < logits[n].length; c++) {
                total -= targets[n * logits[n].length + c] * (logits[n][c] - Math.log(sum));
            }
        }
        return total / logits.length;
    }

    @Override
    public double[][] convolution(Convolution layer) {
        String name = layer.name();
        int size = layer.input().size();
        int inputs = layer.input().channels();
        double[][] y = dense(x, size, inputs, layer.width(), layer.kernel(), layer.stride(), name + ".weight");
        activated(layer.normalised() ? normalised(y, name + ".bn", layer.width()) : y, layer.activation());
        return switch (layer.sequel()) {
            case NONE -> y;
            case ADD_INPUT -> sum(y, x);
            case MAX_POOL -> highest(y, layer.width());
        };
    }

    @Override
    public double[][] invertedResidual(InvertedResidual layer) {
        String name = layer.name();
        int size = layer.input().size();
        int inputs = layer.input().channels();
        int middle = layer.middle();
        double[][] y = x;
        if (layer.expanded()) {
            y = dense(y, size, inputs, middle, 1, 1, name + ".expand.weight");
            y = activated(normalised(y, name + ".expand.bn", middle), layer.activation());
        }
        y = depthwise(y, layer);
        y = activated(normalised(y, name + ".depthwise.bn", middle), layer.activation());
        if (layer.squeezeExcite()) {
            y = excited(y, name, middle, layer.squeezed());
        }
        int out = layer.output().size();
        y = normalised(
                dense(y, out, middle, layer.width(), 1, 1, name + ".project.weight"),
                name + ".project.bn",
                layer.width());
        return layer.residual() ? sum(y, x) : y;
    }

    @Override
    public double[][] bottleneck(Bottleneck layer) {
        String name = layer.name();
        int size = layer.input().size();
        int inputs = layer.input().channels();
        int middle = layer.middle();
        double[][] y = dense(x, size, inputs, middle, 1, 1, name + ".reduce.weight");
        y = activated(normalised(y, name + ".reduce.bn", middle), layer.activation());
        y = dense(y, size, middle, middle, layer.kernel(), layer.stride(), name + ".spatial.weight");
        y = activated(normalised(y, name + ".spatial.bn", middle), layer.activation());
        int out = layer.output().size();
        y = dense(y, out, middle, layer.width(), 1, 1, name + ".expand.weight");
        y = normalised(y, name + ".expand.bn", layer.width());
        double[][] shortcut = x;
        if (layer.projected()) {
            double[][] pooled = averages(x, inputs, layer.stride());
            shortcut = dense(pooled, out, inputs, layer.width(), 1, 1, name + ".shortcut.weight");
            shortcut = normalised(shortcut, name + ".shortcut.bn", layer.width());
        }
        return activated(sum(y, shortcut), layer.activation());
    }

    private static double[][] sum(double[][] one, double[][] other) {
        for (int n = 0; n < one.length; n++) {
            for (int i = 0; i < one[n].length; i++) {
                one[n][i] += other[n][i];
            }
        }
        return one;
    }

    /** Means of windows side by side, of the last ones over what is inside. */
    private static double[][] averages(double[][] in, int channels, int stride) {
        int size = (int) Math.sqrt(in[0].length / (double) channels);
        int outSize = (size + stride - 1) / stride;
        double[][] y = new double[in.length][channels * outSize * outSize];
        for (int n = 0; n < in.length; n++) {
            for (int i = 0; i < in[n].length; i++) {
                int row = i / size % size / stride;
                int column = i % size / stride;
                int rows = Math.min(stride, size - row * stride);
                int columns = Math.min(stride, size - column * stride);
                y[n][(i / (size * size) * outSize + row) * outSize + column] += in[n][i] / (rows * columns);
            }
        }
        return y;
    }

    /** Maxima over 3 x 3 around every other place. */
    private double[][] highest(double[][] in, int channels) {
        int size = (int) Math.sqrt(in[0].length / (double) channels);
        int outSize = (size + 1) / 2;
        double[][] y = new double[in.length][channels * outSize * outSize];
        for (int n = 0; n < in.length; n++) {
            for (int i = 0; i < y[n].length; i++) {
                double most = Double.NEGATIVE_INFINITY;
                double second = Double.NEGATIVE_INFINITY;
                int centerRow = i / outSize % outSize * 2;
                int centerColumn = i % outSize * 2;
                for (int row = Math.max(0, centerRow - 1); row <= Math.min(size - 1, centerRow + 1); row++) {
                    for (int c = Math.max(0, centerColumn - 1); c <= Math.min(size - 1, centerColumn + 1); c++) {
                        double value = in[n][(i / (outSize * outSize) * size + row) * size + c];
                        second = Math.max(second, Math.min(most, value));
                        most = Math.max(most, value);
                    }
                }
                y[n][i] = most;
                // where the rectifier before leaves only zeros, no gradient passes
                kinkDistance = most == 0 ? kinkDistance : Math.min(kinkDistance, most - second);
            }
        }
        return y;
    }

    @Override
    public double[][] globalPool(GlobalPool layer) {
        return pooled(x, layer.input().channels());
    }

    @Override
    public double[][] linear(Linear layer) {
        double[][] y = dense(x, 1, layer.input().channels(), layer.width(), 1, 1, layer.name() + ".weight");
        return biased(y, layer.name() + ".bias");
    }

    private static double[][] pooled(double[][] in, int channels) {
        double[][] y = new double[in.length][channels];
        int pixels = in[0].length / channels;
        for (int n = 0; n < in.length; n++) {
            for (int i = 0; i < in[n].length; i++) {
                y[n][i / pixels] += in[n][i] / pixels;
            }
        }
        return y;
    }

    private double[][] biased(double[][] y, String name) {
        double[] bias = values.get(name);
        for (double[] row : y) {
            Arrays.setAll(row, i -> row[i] + bias[i]);
        }
        return y;
    }

    private double[][] excited(double[][] in, String name, int middle, int squeezed) {
        double[][] y = dense(pooled(in, middle), 1, middle, squeezed, 1, 1, name + ".se.reduce.weight");
        activated(biased(y, name + ".se.reduce.bias"), Activation.RELU);
        double[][] gate =
                biased(dense(y, 1, squeezed, middle, 1, 1, name + ".se.expand.weight"), name + ".se.expand.bias");
        int pixels = in[0].length / middle;
        for (int n = 0; n < in.length; n++) {
            for (int i = 0; i < in[n].length; i++) {
                in[n][i] *= clipped(gate[n][i / pixels] + 3) / 6;
            }
        }
        return in;
    }

    /** The first rows and columns of a weight that may be larger. */
    private double[][] dense(double[][] in, int size, int inputs, int outputs, int kernel, int stride, String name) {
        double[] w = values.get(name);
        int fullInputs = shapes.get(name).get(1);
        int outSize = (size - 1) / stride + 1;
        double[][] y = new double[in.length][outputs * outSize * outSize];
        for (int o = 0; o < outputs; o++) {
            for (int c = 0; c < inputs; c++) {
                int at = (o * fullInputs + c) * kernel * kernel;
                double[] k = Arrays.copyOfRange(w, at, at + kernel * kernel);
                add(in, c, size, k, kernel, stride, y, o, outSize);
            }
        }
        return y;
    }

    private double[][] depthwise(double[][] in, InvertedResidual layer) {
        String place = layer.name() + ".depthwise.";
        int full = shapes.get(place + "weight").get(2);
        int outSize = layer.output().size();
        double[][] y = new double[in.length][layer.middle() * outSize * outSize];
        for (int c = 0; c < layer.middle(); c++) {
            double[] kernel = Arrays.copyOfRange(values.get(place + "weight"), c * full * full, (c + 1) * full * full);
            for (int size = full - 2; size >= layer.kernel(); size -= 2) {
                kernel = shrunk(kernel, size, values.get(place + (size + 2) + "to" + size));
            }
            add(in, c, layer.input().size(), kernel, layer.kernel(), layer.stride(), y, c, outSize);
        }
        return y;
    }

    private static double[] shrunk(double[] kernel, int size, double[] matrix) {
        double[] out = new double[size * size];
        for (int i = 0; i < out.length; i++) {
            for (int j = 0; j < out.length; j++) {
                out[i] += matrix[i * out.length + j] * kernel[(j / size + 1) * (size + 2) + j % size + 1];
            }
        }
        return out;
    }

    private static void add(
            double[][] in,
            int from,
            int size,
            double[] kernel,
            int k,
            int stride,
            double[][] out,
            int to,
            int outSize) {
        for (int n = 0; n < in.length; n++) {
            for (int j = 0; j < k * k; j++) {
                for (int y = 0; y < outSize; y++) {
                    int row = y * stride + j / k - k / 2;
                    for (int x = 0; row >= 0 && row < size && x < outSize; x++) {
                        int column = x * stride + j % k - k / 2;
                        if (column >= 0 && column < size) {
                            out[n][(to * outSize + y) * outSize + x] +=
                                    kernel[j] * in[n][(from * size + row) * size + column];
                        }
                    }
                }
            }
        }
    }

    private double[][] normalised(double[][] y, String place, int channels) {
        int pixels = y[0].length / channels;
        int count = y.length * pixels;
        double[] mean = new double[channels];
        double[] squares = new double[channels];
        for (double[] row : y) {
            for (int i = 0; i < row.length; i++) {
                mean[i / pixels] += row[i] / count;
            }
        }
        for (double[] row : y) {
            for (int i = 0; i < row.length; i++) {
                squares[i / pixels] += Math.pow(row[i] - mean[i / pixels], 2);
            }
        }
        double[] scale = values.get(place + ".weight");
        double[] shift = values.get(place + ".bias");
        for (double[] row : y) {
            for (int i = 0; i < row.length; i++) {
                int c = i / pixels;
                row[i] = (row[i] - mean[c]) / Math.sqrt(squares[c] / count + epsilon) * scale[c] + shift[c];
            }
        }
        means.put(place, mean);
        variances.put(place, Arrays.stream(squares).map(s -> s / (count - 1)).toArray());
        return y;
    }

    private double[][] activated(double[][] y, Activation activation) {
        for (double[] row : y) {
            for (int i = 0; i < row.length; i++) {
                row[i] = switch (activation) {
                    case NONE -> row[i];
                    case RELU -> Math.max(bent(row[i], 0), 0);
                    case RELU6 -> clipped(row[i]);
                    case H_SWISH -> row[i] * clipped(row[i] + 3) / 6;
                };
            }
        }
        return y;
    }

    private double clipped(double value) {
        return Math.min(Math.max(bent(bent(value, 0), 6), 0), 6);
    }

    /** The value, noted where a function of it bends. */
    private double bent(double value, double bend) {
        kinkDistance = Math.min(kinkDistance, Math.abs(value - bend));
        return value;
    }
}
