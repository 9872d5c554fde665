package dev.specialize.training;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random subnets, each drawn on its own: one in a step is single-path training (arXiv:1904.00420, section 3.2). */
final class UniformSubnets implements SubnetRule {
    private final ArchitectureSampler sampler;
    private final int subnets;

    UniformSubnets(SearchSpace space, int subnets) {
        sampler = new ArchitectureSampler(space);
        this.subnets = subnets;
    }

    @Override
    public List<Architecture> subnets(int resolution, RandomGenerator random) {
        return Stream.generate(() -> sampler.sample(resolution, random))
                .limit(subnets)
                .toList();
    }
}
