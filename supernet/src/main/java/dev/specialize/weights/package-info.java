/**
 * Weights as plain arrays: read and written as safetensors, sliced from a supernet to one of its subnets, remapped
 * from one supernet to the start of another, no engine needed.
 *
 * <pre>{@code
 * Weights supernet = Weights.read(path);
 * Subnet subnet = Subnet.of(space, architecture, supernet);
 * subnet.weights().write(out);
 * WarmStart start = WarmStart.of(wider, InitialWeights.of(wider, seed), Donor.of(space, supernet));
 * }</pre>
 */
package dev.specialize.weights;
