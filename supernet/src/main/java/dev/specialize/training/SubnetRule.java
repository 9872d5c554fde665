package dev.specialize.training;

import dev.specialize.space.Architecture;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws the subnets of a step; all of them see the same images, under most rules at one resolution. */
interface SubnetRule {
    /**
     * The subnets of one step.
     *
     * @param resolution drawn for the step
     * @return in the order in which they are trained; where the others learn from the largest, that is the first
     */
    List<Architecture> subnets(int resolution, RandomGenerator random);
}
