package dev.specialize.training;

import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;

/** The largest subnet and no other. */
record LargestSubnet(SearchSpace space) implements SubnetRule {
    @Override
    public List<Architecture> subnets(int resolution, RandomGenerator random) {
        return List.of(space.largest().at(resolution));
    }
}
