package dev.specialize.training;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The sandwich rule (arXiv:2003.11142, section 3.1): the largest subnet, the smallest, and random ones in between. */
final class Sandwich implements SubnetRule {
    private final SearchSpace space;
    private final ArchitectureSampler sampler;
    private final int subnets;

    /** @param subnets in a step, at least two */
    Sandwich(SearchSpace space, int subnets) {
        this.space = space;
        this.subnets = subnets;
        sampler = new ArchitectureSampler(space);
    }

    @Override
    public List<Architecture> subnets(int resolution, RandomGenerator random) {
        List<Architecture> drawn = new ArrayList<>();
        drawn.add(space.largest().at(resolution));
        drawn.add(space.smallest().at(resolution));
        while (drawn.size() < subnets) {
            drawn.add(sampler.sample(resolution, random));
        }
        return drawn;
    }
}
