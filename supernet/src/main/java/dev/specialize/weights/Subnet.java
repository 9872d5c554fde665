package dev.specialize.weights;

import dev.specialize.space.Architecture;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;

/**
 * One network with its own weights: no elastic part is left. Its running statistics are the supernet's until they are
 * recalibrated, and until then its accuracy means nothing.
 */
public record Subnet(Network network, Weights weights) {
    /** @throws IllegalArgumentException if the architecture is not of the space, or the weights are not the space's */
    public static Subnet of(SearchSpace space, Architecture architecture, Weights supernet) {
        Network network = space.lower(architecture);
        return new Subnet(network, new Slicer(supernet).slice(network.layers()));
    }
}
