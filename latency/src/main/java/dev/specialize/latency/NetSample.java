package dev.specialize.latency;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random networks of a space to time as a whole.
 *
 * @param calibration for the factors; some of each timed resolution
 * @param heldOut for the error; of any resolution, none of them among the others
 */
record NetSample(List<Architecture> calibration, List<Architecture> heldOut) {
    private static final int ATTEMPTS = 1000;

    static NetSample draw(SearchSpace space, List<Integer> resolutions, ProfilePlan plan) {
        RandomGenerator random = new SplittableRandom(plan.seed());
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        Set<Architecture> drawn = new HashSet<>();
        List<Architecture> heldOut = new ArrayList<>();
        for (int i = 0; i < plan.heldOutNets(); i++) {
            int resolution = space.resolutions().get(i % space.resolutions().size());
            heldOut.add(unseen(space, sampler, resolution, random, drawn));
        }
        List<Architecture> calibration = new ArrayList<>();
        for (int resolution : resolutions) {
            for (int i = 0; i < plan.calibrationNets(); i++) {
                calibration.add(unseen(space, sampler, resolution, random, drawn));
            }
        }
        return new NetSample(calibration, heldOut);
    }

    private static Architecture unseen(
            SearchSpace space,
            ArchitectureSampler sampler,
            int resolution,
            RandomGenerator random,
            Set<Architecture> drawn) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Architecture architecture = sampler.sample(resolution, random);
            if (drawn.add(architecture)) {
                return architecture;
            }
        }
        throw new IllegalArgumentException("The space " + space.name() + " of " + space.size()
                + " architectures is too small for the networks to calibrate on and to hold out. Maybe plan fewer.");
    }
}
