package dev.specialize.export;

import dev.specialize.space.Activation;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What a network computes, by naive loops in double precision straight from the definitions: nothing is folded, fused or
 * rounded before the end. The independent route against which every other one is checked.
 */
public final class ReferenceNetwork implements LayerVisitor<double[]> {
    private final double epsilon;
    private final Weights weights;
    private double[] current;

    private ReferenceNetwork(double epsilon, Weights weights, double[] image) {
        this.epsilon = epsilon;
        this.weights = weights;
        current = image;
    }

    /**
     * @param images (batch, channels, size, size), normalised
     * @return (batch, outputs)
     */
    public static float[] logits(Network network, Weights weights, float[] images, int batch) {
        int in = (int) network.input().elements();
        int out = (int) network.output().elements();
        float[] all = new float[batch * out];
        for (int n = 0; n < batch; n++) {
            double[] image = new double[in];
            Arrays.setAll(image, values(images, n * in));
            ReferenceNetwork run = new ReferenceNetwork(network.batchNormEpsilon(), weights, image);
            for (Layer layer : network.layers()) {
                run.current = layer.accept(run);
            }
            for (int i = 0; i < out; i++) {
                all[n * out + i] = (float) run.current[i];
            }
        }
        return all;
    }

    private static IntToDoubleFunction values(float[] images, int offset) {
        return i -> images[offset + i];
    }

    @Override
    public double[] convolution(Convolution layer) {
        double[] out = convolved(current, layer.input(), tensor(layer, "weight"), layer.stride(), 1);
        if (layer.normalised()) {
            normalise(out, layer, "bn.", layer.width());
        }
        activated(out, layer.activation());
        return switch (layer.sequel()) {
            case NONE -> out;
            case ADD_INPUT -> sum(out, current);
            case MAX_POOL -> highest(out, layer.convolved());
        };
    }

    @Override
    public double[] invertedResidual(InvertedResidual layer) {
        FeatureMap wide = new FeatureMap(layer.middle(), layer.input().size());
        double[] x = current;
        if (layer.expanded()) {
            x = convolved(x, layer.input(), tensor(layer, "expand.weight"), 1, 1);
            normalise(x, layer, "expand.bn.", layer.middle());
            activated(x, layer.activation());
        }
        x = convolved(x, wide, tensor(layer, "depthwise.weight"), layer.stride(), layer.middle());
        normalise(x, layer, "depthwise.bn.", layer.middle());
        activated(x, layer.activation());
        FeatureMap narrow = new FeatureMap(layer.middle(), layer.output().size());
        if (layer.squeezeExcite()) {
            excite(x, layer, narrow);
        }
        x = convolved(x, narrow, tensor(layer, "project.weight"), 1, 1);
        normalise(x, layer, "project.bn.", layer.width());
        return layer.residual() ? sum(x, current) : x;
    }

    @Override
    public double[] bottleneck(Bottleneck layer) {
        int middle = layer.middle();
        int size = layer.input().size();
        double[] x = convolved(current, layer.input(), tensor(layer, "reduce.weight"), 1, 1);
        normalise(x, layer, "reduce.bn.", middle);
        activated(x, layer.activation());
        x = convolved(x, new FeatureMap(middle, size), tensor(layer, "spatial.weight"), layer.stride(), 1);
        normalise(x, layer, "spatial.bn.", middle);
        activated(x, layer.activation());
        FeatureMap narrow = new FeatureMap(middle, layer.output().size());
        x = convolved(x, narrow, tensor(layer, "expand.weight"), 1, 1);
        normalise(x, layer, "expand.bn.", layer.width());
        double[] shortcut = current;
        if (layer.projected()) {
            FeatureMap pooled =
                    new FeatureMap(layer.input().channels(), layer.output().size());
            shortcut = averages(current, layer.input(), layer.stride());
            shortcut = convolved(shortcut, pooled, tensor(layer, "shortcut.weight"), 1, 1);
            normalise(shortcut, layer, "shortcut.bn.", layer.width());
        }
        return activated(sum(x, shortcut), layer.activation());
    }

    private static double[] sum(double[] one, double[] other) {
        Arrays.setAll(one, i -> one[i] + other[i]);
        return one;
    }

    /** Means of windows side by side, of the last ones over what is inside. */
    private static double[] averages(double[] x, FeatureMap map, int stride) {
        int size = map.size();
        int outSize = (size - 1) / stride + 1;
        double[] y = new double[map.channels() * outSize * outSize];
        for (int i = 0; i < y.length; i++) {
            int count = 0;
            for (int row = i / outSize % outSize * stride;
                    row < Math.min(size, i / outSize % outSize * stride + stride);
                    row++) {
                for (int column = i % outSize * stride;
                        column < Math.min(size, i % outSize * stride + stride);
                        column++) {
                    y[i] += x[(i / (outSize * outSize) * size + row) * size + column];
                    count++;
                }
            }
            y[i] /= count;
        }
        return y;
    }

    /** Maxima over 3 x 3 around every other place. */
    private static double[] highest(double[] x, FeatureMap map) {
        int size = map.size();
        int outSize = (size - 1) / 2 + 1;
        double[] y = new double[map.channels() * outSize * outSize];
        Arrays.fill(y, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < x.length; i++) {
            int channel = i / (size * size);
            int row = i / size % size;
            int column = i % size;
            for (int r = row / 2; r <= Math.min(outSize - 1, (row + 1) / 2); r++) {
                for (int c = column / 2; c <= Math.min(outSize - 1, (column + 1) / 2); c++) {
                    int at = (channel * outSize + r) * outSize + c;
                    y[at] = Math.max(y[at], x[i]);
                }
            }
        }
        return y;
    }

    private void excite(double[] x, InvertedResidual layer, FeatureMap map) {
        double[] mean = means(x, map);
        double[] squeezed = multiplied(mean, tensor(layer, "se.reduce.weight"), tensor(layer, "se.reduce.bias"));
        activated(squeezed, Activation.RELU);
        double[] gate = multiplied(squeezed, tensor(layer, "se.expand.weight"), tensor(layer, "se.expand.bias"));
        int pixels = (int) map.pixels();
        for (int i = 0; i < x.length; i++) {
            x[i] *= Math.min(Math.max(gate[i / pixels] + 3, 0), 6) / 6;
        }
    }

    @Override
    public double[] globalPool(GlobalPool layer) {
        return means(current, layer.input());
    }

    @Override
    public double[] linear(Linear layer) {
        return multiplied(current, tensor(layer, "weight"), tensor(layer, "bias"));
    }

    private Tensor tensor(Layer layer, String part) {
        return weights.get(layer.name() + "." + part);
    }

    /** Weight (out, in / group, k, k), zero padding of k / 2. */
    private static double[] convolved(double[] x, FeatureMap map, Tensor weight, int stride, int group) {
        int out = weight.shape().get(0);
        int inner = weight.shape().get(1);
        int kernel = weight.shape().get(2);
        int size = map.size();
        int outSize = (size - 1) / stride + 1;
        double[] y = new double[out * outSize * outSize];
        for (int o = 0; o < out; o++) {
            int firstChannel = o / (out / group) * inner;
            for (int c = 0; c < inner; c++) {
                for (int ky = 0; ky < kernel; ky++) {
                    for (int kx = 0; kx < kernel; kx++) {
                        double w = weight.values()[((o * inner + c) * kernel + ky) * kernel + kx];
                        for (int row = 0; row < outSize; row++) {
                            int sy = row * stride + ky - kernel / 2;
                            for (int column = 0; sy >= 0 && sy < size && column < outSize; column++) {
                                int sx = column * stride + kx - kernel / 2;
                                if (sx >= 0 && sx < size) {
                                    y[(o * outSize + row) * outSize + column] +=
                                            w * x[((firstChannel + c) * size + sy) * size + sx];
                                }
                            }
                        }
                    }
                }
            }
        }
        return y;
    }

    private static double[] multiplied(double[] x, Tensor weight, Tensor bias) {
        double[] y = new double[weight.shape().get(0)];
        for (int o = 0; o < y.length; o++) {
            y[o] = bias.values()[o];
            for (int i = 0; i < x.length; i++) {
                y[o] += weight.values()[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    private void normalise(double[] x, Layer layer, String place, int channels) {
        float[] scale = tensor(layer, place + "weight").values();
        float[] shift = tensor(layer, place + "bias").values();
        float[] mean = tensor(layer, place + "mean").values();
        float[] variance = tensor(layer, place + "variance").values();
        int pixels = x.length / channels;
        for (int i = 0; i < x.length; i++) {
            int c = i / pixels;
            x[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + epsilon) * scale[c] + shift[c];
        }
    }

    private static double[] activated(double[] x, Activation activation) {
        for (int i = 0; i < x.length; i++) {
            x[i] = switch (activation) {
                case NONE -> x[i];
                case RELU -> Math.max(x[i], 0);
                case RELU6 -> Math.min(Math.max(x[i], 0), 6);
                case H_SWISH -> x[i] * Math.min(Math.max(x[i] + 3, 0), 6) / 6;
            };
        }
        return x;
    }

    private static double[] means(double[] x, FeatureMap map) {
        int pixels = (int) map.pixels();
        double[] means = new double[map.channels()];
        for (int i = 0; i < x.length; i++) {
            means[i / pixels] += x[i] / pixels;
        }
        return means;
    }
}
