package dev.specialize.training;

import dev.specialize.space.SearchSpace;
import java.util.Locale;
import java.util.function.BiFunction;

/** How the subnets of a step are drawn. */
public enum Sampling {
    /** The largest alone, as a network of its own would be trained. */
    LARGEST((space, phase) -> new LargestSubnet(space)),
    /** The one that the phase names, and no other. */
    GIVEN((space, phase) -> new GivenSubnet(phase.given().orElseThrow())),
    /** The largest, the smallest and random ones (arXiv:2003.11142, section 3.1). */
    SANDWICH((space, phase) -> new Sandwich(space, phase.subnets())),
    /** Random ones (arXiv:1904.00420, section 3.2; arXiv:2204.09210). */
    UNIFORM((space, phase) -> new UniformSubnets(space, phase.subnets())),
    /** So many that every choice of a block is used equally often in each step (arXiv:1907.01845, section 3.2). */
    FAIR((space, phase) -> new StrictFairness(space)),
    /** Random ones whose expansion is tied to their depth (arXiv:2104.12642, section 3.1). */
    COUPLED((space, phase) -> new CoupledSubnets(space, phase.subnets()));

    private final BiFunction<SearchSpace, Phase, SubnetRule> rule;

    Sampling(BiFunction<SearchSpace, Phase, SubnetRule> rule) {
        this.rule = rule;
    }

    /** The rule of a phase that draws like this. */
    SubnetRule rule(SearchSpace space, Phase phase) {
        return rule.apply(phase.open().of(space), phase);
    }

    /** The name in files, such as {@code sandwich}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
