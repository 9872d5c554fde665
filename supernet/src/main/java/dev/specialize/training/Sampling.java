package dev.specialize.training;

import dev.specialize.space.SearchSpace;
import java.util.Locale;
import java.util.function.BiFunction;

/** How the subnets of a step are drawn. */
public enum Sampling {
    /** The largest alone, as a network of its own would be trained. */
    LARGEST((space, subnets) -> new LargestSubnet(space)),
    /** The largest, the smallest and random ones (arXiv:2003.11142, section 3.1). */
    SANDWICH(Sandwich::new),
    /** Random ones (arXiv:1904.00420, section 3.2; arXiv:2204.09210). */
    UNIFORM(UniformSubnets::new),
    /** So many that every choice of a block is used equally often in each step (arXiv:1907.01845, section 3.2). */
    FAIR((space, subnets) -> new StrictFairness(space)),
    /** Random ones whose expansion is tied to their depth (arXiv:2104.12642, section 3.1). */
    COUPLED(CoupledSubnets::new);

    private final BiFunction<SearchSpace, Integer, SubnetRule> rule;

    Sampling(BiFunction<SearchSpace, Integer, SubnetRule> rule) {
        this.rule = rule;
    }

    /** @param subnets in a step, where the rule leaves that open */
    SubnetRule rule(SearchSpace space, int subnets) {
        return rule.apply(space, subnets);
    }

    /** The name in files, such as {@code sandwich}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
