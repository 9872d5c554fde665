package dev.specialize.pytorch;

import dev.specialize.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A checkpoint as the reference implementation would save it, with random weights: names and shapes are written down from
 * its modules, in its newest dialect, and owe nothing to what reads them.
 */
public final class ReferenceCheckpoint {
    /** Whether a block of mbv3's stages has squeeze-and-excitation, by stage. */
    private static final boolean[] EXCITED = {false, true, false, true, true};

    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    private final SplittableRandom random;
    private final int kernel;
    private final double expand;

    private ReferenceCheckpoint(long seed, int kernel, double expand) {
        random = new SplittableRandom(seed);
        this.kernel = kernel;
        this.expand = expand;
    }

    /** @param widths of stem, first block, five stages, and the two convolutions of the head */
    public static ReferenceCheckpoint mbv3(long seed, int classes, int... widths) {
        return mbv3(seed, 7, 6, 4, classes, widths);
    }

    /** One whose largest choices may be others. */
    static ReferenceCheckpoint mbv3(long seed, int kernel, double expand, int depth, int classes, int... widths) {
        ReferenceCheckpoint net = new ReferenceCheckpoint(seed, kernel, expand);
        net.mobileStem(widths[0], widths[1]);
        int block = 1;
        for (int s = 0; s < 5; s++) {
            for (int b = 0; b < depth; b++) {
                net.inverted("blocks." + block++ + ".conv.", widths[b == 0 ? s + 1 : s + 2], widths[s + 2], EXCITED[s]);
            }
        }
        net.convolution("final_expand_layer.", widths[7], widths[6], 1);
        net.shapes.put("feature_mix_layer.conv.weight", List.of(widths[8], widths[7], 1, 1));
        net.classifier("classifier.linear.", classes, widths[8]);
        return net;
    }

    /** @param widths of stem, first block, six stages and head */
    static ReferenceCheckpoint proxyless(long seed, int classes, int... widths) {
        ReferenceCheckpoint net = new ReferenceCheckpoint(seed, 7, 6);
        net.mobileStem(widths[0], widths[1]);
        int block = 1;
        for (int s = 0; s < 6; s++) {
            for (int b = 0; b < (s == 5 ? 1 : 4); b++) {
                net.inverted("blocks." + block++ + ".conv.", widths[b == 0 ? s + 1 : s + 2], widths[s + 2], false);
            }
        }
        net.convolution("feature_mix_layer.", widths[8], widths[7], 1);
        net.classifier("classifier.linear.", classes, widths[8]);
        return net;
    }

    static ReferenceCheckpoint resnet50(long seed, int classes) {
        ReferenceCheckpoint net = new ReferenceCheckpoint(seed, 3, 0.35);
        net.dynamic("input_stem.0.", 32, 3, 3);
        net.dynamic("input_stem.1.conv.", 32, 32, 3);
        net.dynamic("input_stem.2.", 64, 32, 3);
        int[] outs = {256, 512, 1024, 2048};
        int[] middles = {88, 176, 360, 720};
        int[] depths = {4, 4, 6, 4};
        int in = 64;
        int block = 0;
        for (int s = 0; s < 4; s++) {
            for (int b = 0; b < depths[s]; b++) {
                String name = "blocks." + block++ + ".";
                net.dynamic(name + "conv1.", middles[s], in, 1);
                net.dynamic(name + "conv2.", middles[s], middles[s], 3);
                net.dynamic(name + "conv3.", outs[s], middles[s], 1);
                if (b == 0) {
                    net.dynamic(name + "downsample.", outs[s], in, 1);
                }
                in = outs[s];
            }
        }
        net.classifier("classifier.linear.linear.", classes, 2048);
        return net;
    }

    private void mobileStem(int stem, int first) {
        convolution("first_conv.", stem, 3, 3);
        shapes.put("blocks.0.conv.depth_conv.conv.weight", List.of(stem, 1, 3, 3));
        normalization("blocks.0.conv.depth_conv.bn.", stem);
        convolution("blocks.0.conv.point_linear.", first, stem, 1);
    }

    private void inverted(String name, int in, int out, boolean excited) {
        int middle = divisible((int) Math.rint(in * expand));
        dynamic(name + "inverted_bottleneck.", middle, in, 1);
        shapes.put(name + "depth_conv.conv.conv.weight", List.of(middle, 1, kernel, kernel));
        if (kernel == 7) {
            shapes.put(name + "depth_conv.conv.7to5_matrix", List.of(25, 25));
        }
        shapes.put(name + "depth_conv.conv.5to3_matrix", List.of(9, 9));
        normalization(name + "depth_conv.bn.bn.", middle);
        if (excited) {
            int squeezed = divisible(middle / 4);
            shapes.put(name + "depth_conv.se.fc.reduce.weight", List.of(squeezed, middle, 1, 1));
            shapes.put(name + "depth_conv.se.fc.reduce.bias", List.of(squeezed));
            shapes.put(name + "depth_conv.se.fc.expand.weight", List.of(middle, squeezed, 1, 1));
            shapes.put(name + "depth_conv.se.fc.expand.bias", List.of(middle));
        }
        dynamic(name + "point_linear.", out, middle, 1);
    }

    /** The nearest multiple of 8, not below 90 %. */
    private static int divisible(int width) {
        int nearest = Math.max(8, (width + 4) / 8 * 8);
        return nearest * 10 < width * 9 ? nearest + 8 : nearest;
    }

    private void convolution(String name, int out, int in, int size) {
        shapes.put(name + "conv.weight", List.of(out, in, size, size));
        normalization(name + "bn.", out);
    }

    private void dynamic(String name, int out, int in, int size) {
        shapes.put(name + "conv.conv.weight", List.of(out, in, size, size));
        normalization(name + "bn.bn.", out);
    }

    private void normalization(String name, int width) {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            shapes.put(name + part, List.of(width));
        }
    }

    private void classifier(String name, int classes, int in) {
        shapes.put(name + "weight", List.of(classes, in));
        shapes.put(name + "bias", List.of(classes));
    }

    Map<String, List<Integer>> shapes() {
        return shapes;
    }

    /** Weights without values: each is zeros that all of its size share. */
    StateDict zeros() {
        Map<Integer, float[]> zerosBySize = new TreeMap<>();
        Map<String, Tensor> tensors = new TreeMap<>();
        shapes.forEach((name, shape) -> tensors.put(
                name, new Tensor(shape, zerosBySize.computeIfAbsent(elements(shape), size -> new float[size]))));
        return new StateDict(new TreeMap<>(tensors), new TreeSet<>(List.of("first_conv.bn.num_batches_tracked")));
    }

    StateDict weights() {
        Map<String, Tensor> tensors = new TreeMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, new Tensor(shape, values(name, shape))));
        return new StateDict(new TreeMap<>(tensors), new TreeSet<>());
    }

    /** Numbers near those of a trained net, so that outputs are neither all alike nor huge. */
    private float[] values(String name, List<Integer> shape) {
        int size = elements(shape);
        double deviation = shape.size() == 1 ? 0.1 : Math.sqrt(2.0 * shape.get(0) / size);
        double center = name.endsWith("running_var") || name.endsWith("bn.weight") ? 1 : 0;
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (center + deviation * (2 * random.nextDouble() - 1));
        }
        return values;
    }

    private static int elements(List<Integer> shape) {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    /** As {@code torch.save({"state_dict": ..})} did before version 1.6, under other names. */
    public Path write(Path file, UnaryOperator<String> renamed) {
        Map<String, byte[]> storages = new LinkedHashMap<>();
        Pickle pickle = Pickle.of(2).op('}').text("state_dict").global("collections", "OrderedDict");
        pickle.op(')', 'R', '(');
        weights().tensors().forEach((name, tensor) -> {
            String key = "s" + storages.size();
            storages.put(key, CheckpointBytes.floats(tensor.values()));
            int elements = tensor.values().length;
            pickle.text(renamed.apply(name)).tensor("FloatStorage", key, elements, 0, longs(tensor), strides(tensor));
        });
        byte[] bytes = CheckpointBytes.stream(pickle.op('u', 's', '.').bytes(), storages, Float.BYTES);
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long[] longs(Tensor tensor) {
        return tensor.shape().stream().mapToLong(Integer::longValue).toArray();
    }

    private static long[] strides(Tensor tensor) {
        long[] strides = longs(tensor);
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            long size = strides[i];
            strides[i] = stride;
            stride *= size;
        }
        return strides;
    }
}
