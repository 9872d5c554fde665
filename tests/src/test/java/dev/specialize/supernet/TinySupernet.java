package dev.specialize.supernet;

import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Activation;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.FirstBlock;
import dev.specialize.space.Head;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.Stem;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A space with every elastic part that runs in milliseconds, weights for it, and images of four colours. */
public final class TinySupernet {
    public static final SearchSpace SPACE = new SearchSpace(
            SearchSpace.FORMAT,
            "tiny",
            3,
            4,
            1.0,
            List.of(12, 16),
            new Stem(8, 1, Activation.H_SWISH),
            new FirstBlock(8, 1, Activation.RELU),
            List.of(
                    new Stage(16, 2, Activation.RELU, false, List.of(1, 2), List.of(3, 5, 7), List.of(1.0, 2.0)),
                    new Stage(24, 2, Activation.H_SWISH, true, List.of(1, 2), List.of(3, 5, 7), List.of(1.0, 3.0))),
            new Head(24, 16, Activation.H_SWISH));

    private TinySupernet() {}

    /** Random weights, and kernel transforms far from the identity. */
    public static Weights weights(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> all = new TreeMap<>(
                RandomWeights.of(SPACE.lower(SPACE.largest()), seed).tensors());
        for (String block : List.copyOf(all.keySet())) {
            if (block.startsWith("stages.") && block.endsWith(".depthwise.weight")) {
                String place = block.substring(0, block.length() - "weight".length());
                all.put(place + "7to5", matrix(25, random));
                all.put(place + "5to3", matrix(9, random));
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
        return new ArchitectureSampler(SPACE).sample(new SplittableRandom(seed));
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
