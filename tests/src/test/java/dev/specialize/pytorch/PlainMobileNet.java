package dev.specialize.pytorch;

import dev.specialize.weights.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A MobileNet as torchvision would save it, with random weights, and what it computes with running statistics by naive
 * loops over those names: written down from the papers' tables, it owes nothing to what reads it.
 */
public final class PlainMobileNet {
    /** MobileNetV2: expansion, channels, blocks, stride. */
    private static final int[][] V2 = {
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
    };
    /** MobileNetV3-Large: kernel, channels in the middle, channels, squeeze-and-excitation, h-swish, stride. */
    private static final int[][] V3 = {
        {3, 16, 16, 0, 0, 1},
        {3, 64, 24, 0, 0, 2},
        {3, 72, 24, 0, 0, 1},
        {5, 72, 40, 1, 0, 2},
        {5, 120, 40, 1, 0, 1},
        {5, 120, 40, 1, 0, 1},
        {3, 240, 80, 0, 1, 2},
        {3, 200, 80, 0, 1, 1},
        {3, 184, 80, 0, 1, 1},
        {3, 184, 80, 0, 1, 1},
        {3, 480, 112, 1, 1, 1},
        {3, 672, 112, 1, 1, 1},
        {5, 672, 160, 1, 1, 2},
        {5, 960, 160, 1, 1, 1},
        {5, 960, 160, 1, 1, 1}
    };

    private final SortedMap<String, Tensor> tensors = new TreeMap<>();
    private final SplittableRandom random;
    private final boolean third;

    private PlainMobileNet(long seed, boolean third) {
        random = new SplittableRandom(seed);
        this.third = third;
    }

    /** @param head channels of the last convolution */
    public static PlainMobileNet v2(long seed, double multiplier, int head, int classes) {
        PlainMobileNet net = new PlainMobileNet(seed, false);
        int in = divisible(32 * multiplier);
        net.normalised("features.0.0", "features.0.1", in, 3, 3);
        int block = 1;
        for (int[] stage : V2) {
            int out = divisible(stage[1] * multiplier);
            for (int b = 0; b < stage[2]; b++) {
                String conv = "features." + block++ + ".conv.";
                int middle = in * stage[0];
                int part = 0;
                if (stage[0] > 1) {
                    net.normalised(conv + "0.0", conv + "0.1", middle, in, 1);
                    part++;
                }
                net.normalised(conv + part + ".0", conv + part + ".1", middle, 1, 3);
                net.normalised(conv + (part + 1), conv + (part + 2), out, middle, 1);
                in = out;
            }
        }
        net.normalised("features.18.0", "features.18.1", head, in, 1);
        net.linear("classifier.1", classes, head);
        return net;
    }

    public static PlainMobileNet v3(long seed, double multiplier, int classes) {
        PlainMobileNet net = new PlainMobileNet(seed, true);
        int in = divisible(16 * multiplier);
        net.normalised("features.0.0", "features.0.1", in, 3, 3);
        for (int b = 0; b < V3.length; b++) {
            String block = "features." + (b + 1) + ".block.";
            int middle = divisible(V3[b][1] * multiplier);
            int out = divisible(V3[b][2] * multiplier);
            int part = 0;
            if (b > 0) {
                net.normalised(block + "0.0", block + "0.1", middle, in, 1);
                part++;
            }
            net.normalised(block + part + ".0", block + part + ".1", middle, 1, V3[b][0]);
            part++;
            if (V3[b][3] == 1) {
                int quarter = middle / 4;
                int squeezed = divisible(quarter);
                net.put(block + part + ".fc1.weight", squeezed, middle, 1, 1);
                net.put(block + part + ".fc1.bias", squeezed);
                net.put(block + part + ".fc2.weight", middle, squeezed, 1, 1);
                net.put(block + part + ".fc2.bias", middle);
                part++;
            }
            net.normalised(block + part + ".0", block + part + ".1", out, middle, 1);
            in = out;
        }
        net.normalised("features.16.0", "features.16.1", 6 * in, in, 1);
        net.linear("classifier.0", divisible(1280 * multiplier), 6 * in);
        net.linear("classifier.3", classes, divisible(1280 * multiplier));
        return net;
    }

    private static int divisible(double width) {
        int nearest = Math.max(8, (int) (width + 4) / 8 * 8);
        return nearest * 10 < width * 9 ? nearest + 8 : nearest;
    }

    private void normalised(String convolution, String normalization, int out, int in, int kernel) {
        put(convolution + ".weight", out, in, kernel, kernel);
        put(normalization + ".weight", out);
        put(normalization + ".bias", out);
        put(normalization + ".running_mean", out);
        put(normalization + ".running_var", out);
    }

    private void linear(String module, int out, int in) {
        put(module + ".weight", out, in);
        put(module + ".bias", out);
    }

    private void put(String name, Integer... shape) {
        int count = List.of(shape).stream().reduce(1, (a, b) -> a * b);
        boolean around1 = name.endsWith("_var") || (shape.length == 1 && name.endsWith("weight"));
        double deviation = shape.length == 1 ? 0.2 : Math.sqrt(2.0 * shape[0] / count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (around1 ? 0.6 + random.nextDouble() : deviation * random.nextGaussian());
        }
        tensors.put(name, Tensor.of(values, shape));
    }

    public SortedMap<String, Tensor> tensors() {
        return tensors;
    }

    StateDict stateDict() {
        return new StateDict(tensors, Collections.emptySortedSet());
    }

    /** Without a bias in front of the classifier. */
    PlainMobileNet withoutFeatureBias() {
        int count = tensors.get("classifier.0.bias").values().length;
        tensors.put("classifier.0.bias", Tensor.of(new float[count], count));
        return this;
    }

    /**
     * Its logits for one image.
     *
     * @param image (3, size, size)
     */
    public double[] logits(float[] image, int size) {
        double[][] x = new double[3][size * size];
        for (int i = 0; i < image.length; i++) {
            x[i / (size * size)][i % (size * size)] = image[i];
        }
        String act = third ? "h-swish" : "relu6";
        x = activated(normalised(convolved(x, "features.0.0", 2), "features.0.1"), act);
        x = third ? blocksOfV3(x) : blocksOfV2(x);
        String last = third ? "features.16" : "features.18";
        x = activated(normalised(convolved(x, last + ".0", 1), last + ".1"), act);
        double[] pooled = means(x);
        if (!third) {
            return multiplied(pooled, "classifier.1");
        }
        double[][] feature = {multiplied(pooled, "classifier.0")};
        return multiplied(activated(feature, act)[0], "classifier.3");
    }

    private double[][] blocksOfV2(double[][] stem) {
        double[][] x = stem;
        int block = 1;
        for (int[] stage : V2) {
            for (int b = 0; b < stage[2]; b++) {
                String conv = "features." + block++ + ".conv.";
                int stride = b == 0 ? stage[3] : 1;
                double[][] y = x;
                int part = 0;
                if (stage[0] > 1) {
                    y = activated(normalised(convolved(y, conv + "0.0", 1), conv + "0.1"), "relu6");
                    part++;
                }
                y = activated(normalised(convolved(y, conv + part + ".0", stride), conv + part + ".1"), "relu6");
                y = normalised(convolved(y, conv + (part + 1), 1), conv + (part + 2));
                x = stride == 1 && x.length == y.length ? sum(y, x) : y;
            }
        }
        return x;
    }

    private double[][] blocksOfV3(double[][] stem) {
        double[][] x = stem;
        for (int b = 0; b < V3.length; b++) {
            String block = "features." + (b + 1) + ".block.";
            String act = V3[b][4] == 1 ? "h-swish" : "relu";
            int stride = V3[b][5];
            double[][] y = x;
            int part = 0;
            if (b > 0) {
                y = activated(normalised(convolved(y, block + "0.0", 1), block + "0.1"), act);
                part++;
            }
            y = activated(normalised(convolved(y, block + part + ".0", stride), block + part + ".1"), act);
            part++;
            if (V3[b][3] == 1) {
                double[][] squeezed = {multiplied(means(y), block + part + ".fc1")};
                double[] gates = multiplied(activated(squeezed, "relu")[0], block + part + ".fc2");
                for (int c = 0; c < y.length; c++) {
                    for (int i = 0; i < y[c].length; i++) {
                        y[c][i] *= Math.max(0, Math.min(6, gates[c] + 3)) / 6;
                    }
                }
                part++;
            }
            y = normalised(convolved(y, block + part + ".0", 1), block + part + ".1");
            x = stride == 1 && x.length == y.length ? sum(y, x) : y;
        }
        return x;
    }

    private static double[][] sum(double[][] one, double[][] other) {
        for (int c = 0; c < one.length; c++) {
            for (int i = 0; i < one[c].length; i++) {
                one[c][i] += other[c][i];
            }
        }
        return one;
    }

    private double[][] convolved(double[][] x, String module, int stride) {
        Tensor weight = tensors.get(module + ".weight");
        int outs = weight.shape().get(0);
        int ins = weight.shape().get(1);
        int k = weight.shape().get(2);
        int size = (int) Math.sqrt(x[0].length);
        int outSize = (size - 1) / stride + 1;
        double[][] y = new double[outs][outSize * outSize];
        for (int o = 0; o < outs; o++) {
            for (int i = 0; i < ins; i++) {
                double[] from = ins == 1 && x.length > 1 ? x[o] : x[i];
                for (int place = 0; place < outSize * outSize; place++) {
                    for (int tap = 0; tap < k * k; tap++) {
                        int row = place / outSize * stride + tap / k - k / 2;
                        int column = place % outSize * stride + tap % k - k / 2;
                        if (row >= 0 && row < size && column >= 0 && column < size) {
                            y[o][place] += from[row * size + column] * weight.values()[(o * ins + i) * k * k + tap];
                        }
                    }
                }
            }
        }
        return y;
    }

    private double[][] normalised(double[][] x, String module) {
        double epsilon = third ? 1e-3 : 1e-5;
        for (int c = 0; c < x.length; c++) {
            double scale = value(module + ".weight", c) / Math.sqrt(value(module + ".running_var", c) + epsilon);
            for (int i = 0; i < x[c].length; i++) {
                x[c][i] = (x[c][i] - value(module + ".running_mean", c)) * scale + value(module + ".bias", c);
            }
        }
        return x;
    }

    private double value(String name, int index) {
        return tensors.get(name).values()[index];
    }

    private static double[][] activated(double[][] x, String name) {
        for (double[] channel : x) {
            for (int i = 0; i < channel.length; i++) {
                double v = channel[i];
                channel[i] = switch (name) {
                    case "relu" -> Math.max(0, v);
                    case "relu6" -> Math.min(6, Math.max(0, v));
                    default -> v * Math.min(6, Math.max(0, v + 3)) / 6;
                };
            }
        }
        return x;
    }

    private static double[] means(double[][] x) {
        double[] means = new double[x.length];
        for (int c = 0; c < x.length; c++) {
            for (double v : x[c]) {
                means[c] += v / x[c].length;
            }
        }
        return means;
    }

    private double[] multiplied(double[] x, String module) {
        Tensor weight = tensors.get(module + ".weight");
        double[] y = new double[weight.shape().get(0)];
        for (int o = 0; o < y.length; o++) {
            y[o] = value(module + ".bias", o);
            for (int i = 0; i < x.length; i++) {
                y[o] += x[i] * weight.values()[o * x.length + i];
            }
        }
        return y;
    }
}
