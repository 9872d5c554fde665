package dev.specialize.training;

import dev.specialize.space.Architecture;
import java.util.List;
import java.util.random.RandomGenerator;

/** One subnet and no other. */
record GivenSubnet(Architecture architecture) implements SubnetRule {
    @Override
    public List<Architecture> subnets(int resolution, RandomGenerator random) {
        return List.of(architecture);
    }
}
