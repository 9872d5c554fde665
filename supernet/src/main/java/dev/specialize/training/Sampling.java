package dev.specialize.training;

import dev.specialize.space.SearchSpace;
import java.util.Locale;

/** How the subnets of a step are drawn. */
public enum Sampling {
    /** The largest alone, as a network of its own would be trained. */
    LARGEST,
    /** The one that the phase names, and no other. */
    GIVEN,
    /** The largest, the smallest and random ones (arXiv:2003.11142, section 3.1). */
    SANDWICH,
    /** The same, the largest on the largest images and the smallest on the smallest (arXiv:1909.12978, section 3.2). */
    MUTUAL,
    /** Random ones (arXiv:1904.00420, section 3.2; arXiv:2204.09210). */
    UNIFORM,
    /** So many that every choice of a block is used equally often in each step (arXiv:1907.01845, section 3.2). */
    FAIR,
    /** Random ones whose expansion is tied to their depth (arXiv:2104.12642, section 3.1). */
    COUPLED;

    /** The rule of a phase that draws like this. */
    SubnetRule rule(SearchSpace space, Phase phase) {
        SearchSpace open = phase.open().of(space);
        return switch (this) {
            case LARGEST -> new LargestSubnet(open);
            case GIVEN -> new GivenSubnet(phase.given().orElseThrow());
            case SANDWICH -> Sandwich.atOneResolution(open, phase.subnets());
            case MUTUAL -> Sandwich.mutual(open, phase.subnets());
            case UNIFORM -> new UniformSubnets(open, phase.subnets());
            case FAIR -> new StrictFairness(open);
            case COUPLED -> new CoupledSubnets(open, phase.subnets());
        };
    }

    /** True if the first subnet of each step is the largest and the second the smallest. */
    boolean isSandwich() {
        return this == SANDWICH || this == MUTUAL;
    }

    /** The name in files, such as {@code sandwich}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
