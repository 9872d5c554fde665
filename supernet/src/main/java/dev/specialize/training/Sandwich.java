package dev.specialize.training;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** The largest subnet, the smallest, and random ones in between. */
final class Sandwich implements SubnetRule {
    private final IntFunction<Architecture> largest;
    private final IntFunction<Architecture> smallest;
    private final Draw between;
    private final int subnets;

    @FunctionalInterface
    private interface Draw {
        Architecture at(int resolution, RandomGenerator random);
    }

    private Sandwich(IntFunction<Architecture> largest, IntFunction<Architecture> smallest, Draw between, int subnets) {
        this.largest = largest;
        this.smallest = smallest;
        this.between = between;
        this.subnets = subnets;
    }

    /**
     * All on images of the same resolution (arXiv:2003.11142, section 3.1).
     *
     * @param subnets in a step, at least two
     */
    static Sandwich atOneResolution(SearchSpace space, int subnets) {
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        return new Sandwich(space.largest()::at, space.smallest()::at, sampler::sample, subnets);
    }

    /**
     * Mutual training (arXiv:1909.12978, section 3.2): the largest on the largest images and the smallest on the smallest,
     * as in arXiv:2011.09011, and random ones that are as often shallow as deep.
     *
     * @param subnets in a step, at least two
     */
    static Sandwich mutual(SearchSpace space, int subnets) {
        Architecture largest = space.largest();
        Architecture smallest = space.smallest();
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        return new Sandwich(any -> largest, any -> smallest, sampler::sampleEvenly, subnets);
    }

    @Override
    public List<Architecture> subnets(int resolution, RandomGenerator random) {
        List<Architecture> drawn = new ArrayList<>();
        drawn.add(largest.apply(resolution));
        drawn.add(smallest.apply(resolution));
        while (drawn.size() < subnets) {
            drawn.add(between.at(resolution, random));
        }
        return drawn;
    }
}
