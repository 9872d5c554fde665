package dev.specialize.latency;

import dev.specialize.regression.ActiveChoice;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Networks of a space to time as a whole.
 *
 * @param calibration those that teach a model of the space most
 * @param heldOut random ones for the error, none of them among the others
 */
record NetSample(List<Architecture> calibration, List<Architecture> heldOut) {
    private static final int ATTEMPTS = 1000;
    /** Random networks to choose from. */
    private static final int CANDIDATES = 400;
    /** Random networks whose uncertainty is to fall. */
    private static final int TARGETS = 200;

    /**
     * Draws them.
     *
     * @param known what is believed of the device before
     */
    static NetSample draw(SearchSpace space, LatencyModel known, ProfilePlan plan) {
        RandomGenerator random = new SplittableRandom(plan.seed());
        Set<Architecture> drawn = new HashSet<>();
        List<Integer> resolutions = known.resolutions();
        List<Architecture> heldOut = draw(space, resolutions, plan.heldOutNets(), random, drawn);
        double spare = space.size().doubleValue() / 2 - plan.heldOutNets();
        int offered = (int) Math.max(plan.calibrationNets(), Math.min(CANDIDATES, spare));
        List<Architecture> candidates = draw(space, resolutions, offered, random, drawn);
        List<Architecture> calibration =
                mostInstructive(space, known, candidates, plan.calibrationNets(), random).stream()
                        .map(candidates::get)
                        .toList();
        return new NetSample(calibration, heldOut);
    }

    private static List<Architecture> draw(
            SearchSpace space, List<Integer> resolutions, int count, RandomGenerator random, Set<Architecture> drawn) {
        List<Architecture> nets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nets.add(unseen(space, resolution(resolutions, i), random, drawn));
        }
        return nets;
    }

    /** Each in its turn. */
    private static int resolution(List<Integer> resolutions, int i) {
        return resolutions.get(i % resolutions.size());
    }

    private static Architecture unseen(
            SearchSpace space, int resolution, RandomGenerator random, Set<Architecture> drawn) {
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Architecture architecture = sampler.sample(resolution, random);
            if (drawn.add(architecture)) {
                return architecture;
            }
        }
        throw new IllegalArgumentException("The space " + space.name() + " of " + space.size()
                + " architectures is too small for the networks to calibrate on and to hold out. Maybe plan fewer.");
    }

    /**
     * Of some candidates those that teach most about random networks, at the resolutions that the model knows.
     *
     * @return their indices, the most instructive first
     */
    static List<Integer> mostInstructive(
            SearchSpace space, LatencyModel known, List<Architecture> candidates, int count, RandomGenerator random) {
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        List<Architecture> targets = IntStream.range(0, TARGETS)
                .mapToObj(i -> sampler.sample(resolution(known.resolutions(), i), random))
                .toList();
        ActiveChoice choice = new ActiveChoice(
                known.deviations(),
                shares(space, known, candidates),
                shares(space, known, targets),
                known.prior().noise());
        return choice.choose(count);
    }

    private static double[][] shares(SearchSpace space, LatencyModel known, List<Architecture> architectures) {
        return architectures.stream()
                .map(architecture -> known.shares(space.lower(architecture)))
                .toArray(double[][]::new);
    }
}
