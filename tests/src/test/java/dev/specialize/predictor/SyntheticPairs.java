package dev.specialize.predictor;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** Accuracies that are made up, yet behave like real ones: more is better, with quirks and noise. */
public final class SyntheticPairs {
    private SyntheticPairs() {}

    /** Distinct random architectures with noisy accuracies in which neighbouring blocks interact. */
    public static List<EvaluatedArchitecture> of(SearchSpace space, int count, double noise, long seed) {
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        SplittableRandom random = new SplittableRandom(seed);
        Random gaussian = new Random(seed);
        Set<Architecture> seen = new HashSet<>();
        List<EvaluatedArchitecture> pairs = new ArrayList<>();
        while (pairs.size() < count) {
            Architecture architecture = sampler.sample(random);
            if (seen.add(architecture)) {
                double accuracy = accuracy(architecture, space, seed) + noise * gaussian.nextGaussian();
                pairs.add(new EvaluatedArchitecture(architecture, Math.max(0, Math.min(1, accuracy))));
            }
        }
        return pairs;
    }

    /** Without noise. */
    public static double accuracy(Architecture architecture, SearchSpace space, long seed) {
        double capacity = 2.0 * architecture.resolution() / space.maxResolution();
        for (int s = 0; s < architecture.widths().size(); s++) {
            capacity +=
                    3.0 * architecture.widths().get(s) / space.stages().get(s).maxWidth();
        }
        for (int s = 0; s < architecture.stages().size(); s++) {
            double before = 0;
            List<BlockChoice> blocks = architecture.stages().get(s);
            for (int b = 0; b < blocks.size(); b++) {
                double importance = 0.5 + quirk(seed, "place " + s + " " + b);
                double strength =
                        Math.log(blocks.get(b).kernel() * blocks.get(b).expand());
                capacity += importance * strength
                        + 0.15 * (quirk(seed, blocks.get(b) + " " + s) - 0.5)
                        + 0.1 * before * strength * (quirk(seed, "pair " + s + " " + b) - 0.5);
                before = strength;
            }
        }
        return 0.95 - 0.5 * Math.exp(-capacity / 12);
    }

    /** A constant in [0, 1) for each name. */
    private static double quirk(long seed, String name) {
        return new SplittableRandom(31 * seed + name.hashCode()).nextDouble();
    }
}
