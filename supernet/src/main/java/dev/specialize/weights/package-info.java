/**
 * Weights as plain arrays: read and written as safetensors, sliced from a supernet to one of its subnets, no engine
 * needed.
 *
 * <pre>{@code
 * Weights supernet = Weights.read(path);
 * Subnet subnet = Subnet.of(space, architecture, supernet);
 * subnet.weights().write(out);
 * }</pre>
 */
package dev.specialize.weights;
