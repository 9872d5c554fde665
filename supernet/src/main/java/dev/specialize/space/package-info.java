/**
 * Search spaces and what is in them, as plain values: a {@link dev.specialize.space.SearchSpace} lowers an {@link
 * dev.specialize.space.Architecture} to a {@link dev.specialize.space.Network}; everything else reads that network.
 *
 * <pre>{@code
 * SearchSpace space = BuiltInSpaces.named("mbv3").orElseThrow();
 * Architecture architecture = new ArchitectureSampler(space).sample(new SplittableRandom(1));
 * Network network = space.lower(architecture);
 * long macs = network.cost().macs();
 * }</pre>
 */
package dev.specialize.space;
