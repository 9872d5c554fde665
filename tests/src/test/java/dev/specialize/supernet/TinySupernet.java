package dev.specialize.supernet;

import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Activation;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BlockKind;
import dev.specialize.space.Head;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.StemBlock;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Spaces with every elastic part that run in milliseconds, weights for them, and images of four colours. */
public final class TinySupernet {
    public static final SearchSpace SPACE = new SearchSpace(
            SearchSpace.FORMAT,
            "tiny",
            3,
            4,
            1.0,
            List.of(12, 16),
            1e-5,
            List.of(
                    new StemBlock("stem", BlockKind.CONVOLUTION, 8, 1, Activation.H_SWISH),
                    new StemBlock("first", BlockKind.INVERTED_RESIDUAL, 8, 1, Activation.RELU)),
            List.of(
                    new Stage(16, 2, Activation.RELU, false, List.of(1, 2), List.of(3, 5, 7), List.of(1.0, 2.0)),
                    new Stage(24, 2, Activation.H_SWISH, true, List.of(1, 2), List.of(3, 5, 7), List.of(1.0, 3.0))),
            new Head(24, 16, Activation.H_SWISH));

    /** Residual networks with elastic stem and widths; 25 pixels become 13, 7, 7 and 4. */
    public static final SearchSpace RESIDUAL = new SearchSpace(
            SearchSpace.FORMAT,
            "tiny-residual",
            3,
            4,
            1.0,
            List.of(25, 32),
            1e-5,
            List.of(),
            List.of(
                    new Stage(
                            BlockKind.CONVOLUTION,
                            List.of(8, 8, 16),
                            2,
                            Activation.RELU,
                            false,
                            List.of(1, 2),
                            List.of(3),
                            List.of(1.0)),
                    new Stage(
                            BlockKind.POOLED_CONVOLUTION,
                            List.of(8, 16),
                            1,
                            Activation.RELU,
                            false,
                            List.of(1),
                            List.of(3),
                            List.of(1.0)),
                    bottlenecks(1),
                    bottlenecks(2)),
            new Head(0, 0, Activation.NONE));

    /** Mobile networks with elastic widths, and with an epsilon that shows. */
    public static final SearchSpace WIDE = new SearchSpace(
            SearchSpace.FORMAT,
            "tiny-wide",
            3,
            4,
            1.0,
            List.of(12, 15),
            0.02,
            List.of(new StemBlock("stem", BlockKind.CONVOLUTION, 8, 1, Activation.RELU6)),
            List.of(wide(List.of(8, 16), 2), wide(List.of(8, 16, 24), 1)),
            new Head(24, 0, Activation.RELU6));

    private TinySupernet() {}

    private static Stage bottlenecks(int stride) {
        return new Stage(
                BlockKind.BOTTLENECK,
                List.of(16, 24, 32),
                stride,
                Activation.RELU,
                false,
                List.of(1, 2),
                List.of(3),
                List.of(0.5, 1.0));
    }

    private static Stage wide(List<Integer> widths, int stride) {
        return new Stage(
                BlockKind.INVERTED_RESIDUAL,
                widths,
                stride,
                Activation.RELU6,
                false,
                List.of(1, 2),
                List.of(3, 5),
                List.of(1.0, 2.0));
    }

    /** All of them. */
    public static List<SearchSpace> spaces() {
        return List.of(SPACE, RESIDUAL, WIDE);
    }

    public static Weights weights(long seed) {
        return weights(SPACE, seed);
    }

    /** Random weights, and kernel transforms far from the identity. */
    public static Weights weights(SearchSpace space, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> all = new TreeMap<>(
                RandomWeights.of(space.lower(space.largest()), seed).tensors());
        for (String name : List.copyOf(all.keySet())) {
            if (name.startsWith("stages.") && name.endsWith(".depthwise.weight")) {
                String place = name.substring(0, name.length() - "weight".length());
                for (int size = all.get(name).shape().get(2) - 2; size >= 3; size -= 2) {
                    all.put(place + (size + 2) + "to" + size, matrix(size * size, random));
                }
            }
        }
        return new Weights(all);
    }

    private static Tensor matrix(int size, SplittableRandom random) {
        float[] values = new float[size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(size));
        }
        return Tensor.of(values, size, size);
    }

    public static Architecture sampled(long seed) {
        return sampled(SPACE, seed);
    }

    public static Architecture sampled(SearchSpace space, long seed) {
        return new ArchitectureSampler(space).sample(new SplittableRandom(seed));
    }

    /** Noise around the colour of the label: labels follow one another. */
    public static ImageSet images(int count, long seed) {
        int size = 14;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * size * size * 3];
        int[] labels = new int[count];
        for (int i = 0; i < pixels.length; i++) {
            int image = i / (size * size * 3);
            labels[image] = image % 4;
            boolean lit = i % 3 == labels[image];
            pixels[i] = (byte) (random.nextInt(160) + (lit ? 95 : 0));
        }
        return new ImageSet(size, 3, pixels, labels);
    }

    public static Preprocessing preprocessing() {
        return new Preprocessing(List.of(0.4f, 0.5f, 0.6f), List.of(0.25f, 0.3f, 0.2f));
    }
}
