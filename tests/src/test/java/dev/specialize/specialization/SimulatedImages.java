package dev.specialize.specialization;

import dev.specialize.images.Seeds;
import dev.specialize.regression.Normal;
import dev.specialize.space.Architecture;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Images, each of which is hard or easy for all subnets, and for each a little more or less; over endless many of them a
 * subnet is right as often as is said.
 */
final class SimulatedImages {
    /** Part of the variance of difficulty that all subnets share. */
    private static final double SHARED = 0.6;

    private final ToDoubleFunction<Architecture> truth;
    private final int count;
    private final long seed;

    SimulatedImages(ToDoubleFunction<Architecture> truth, int count, long seed) {
        this.truth = truth;
        this.count = count;
        this.seed = seed;
    }

    boolean[] right(Architecture architecture) {
        double skill = Normal.point(truth.applyAsDouble(architecture));
        SplittableRandom images = new SplittableRandom(seed);
        SplittableRandom own =
                new SplittableRandom(Seeds.mix(seed, architecture.toString().hashCode()));
        boolean[] right = new boolean[count];
        for (int i = 0; i < count; i++) {
            double difficulty = Math.sqrt(SHARED) * images.nextGaussian() + Math.sqrt(1 - SHARED) * own.nextGaussian();
            right[i] = skill > difficulty;
        }
        return right;
    }

    List<boolean[]> right(List<Architecture> architectures) {
        return architectures.stream().map(this::right).toList();
    }

    double accuracy(Architecture architecture) {
        boolean[] right = right(architecture);
        return (double) IntStream.range(0, count).filter(i -> right[i]).count() / count;
    }
}
