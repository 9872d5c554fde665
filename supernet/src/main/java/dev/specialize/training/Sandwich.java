package dev.specialize.training;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The sandwich rule (arXiv:2003.11142, section 3.1): the largest subnet, the smallest, and random ones in between. In
 * mutual training (arXiv:1909.12978, section 3.2) the largest sees the largest images and the smallest the smallest, as
 * in arXiv:2011.09011, and random ones are as often shallow as deep.
 */
final class Sandwich implements SubnetRule {
    private final SearchSpace space;
    private final ArchitectureSampler sampler;
    private final int subnets;
    private final boolean mutual;

    /** @param subnets in a step, at least two */
    Sandwich(SearchSpace space, int subnets, boolean mutual) {
        this.space = space;
        this.subnets = subnets;
        this.mutual = mutual;
        sampler = new ArchitectureSampler(space);
    }

    @Override
    public List<Architecture> subnets(int resolution, RandomGenerator random) {
        List<Architecture> drawn = new ArrayList<>();
        drawn.add(mutual ? space.largest() : space.largest().at(resolution));
        drawn.add(mutual ? space.smallest() : space.smallest().at(resolution));
        while (drawn.size() < subnets) {
            drawn.add(mutual ? sampler.sampleEvenly(resolution, random) : sampler.sample(resolution, random));
        }
        return drawn;
    }
}
