package dev.specialize.training;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Those of mutual training (arXiv:1909.12978, section 3.2): the largest subnet on the largest images, the smallest on the
 * smallest, as in arXiv:2011.09011, and random ones that are as often shallow as deep.
 */
final class MutualSubnets implements SubnetRule {
    private final SearchSpace space;
    private final ArchitectureSampler sampler;
    private final int subnets;

    /** @param subnets in a step, at least two */
    MutualSubnets(SearchSpace space, int subnets) {
        this.space = space;
        this.subnets = subnets;
        sampler = new ArchitectureSampler(space);
    }

    @Override
    public List<Architecture> subnets(int resolution, RandomGenerator random) {
        List<Architecture> drawn = new ArrayList<>();
        drawn.add(space.largest());
        drawn.add(space.smallest());
        while (drawn.size() < subnets) {
            drawn.add(sampler.sampleEvenly(resolution, random));
        }
        return drawn;
    }
}
