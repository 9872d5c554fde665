/**
 * Devices that are not at hand, as a few coefficients: a {@link dev.specialize.modelled.ModelledDevice} computes how long
 * any layer takes from what it does. {@link dev.specialize.modelled.ModelledDevices} has those that are built in, {@link
 * dev.specialize.modelled.ModelledDeviceFit} fits another one to published block tables and measured networks.
 *
 * <pre>{@code
 * ModelledDevice pixel = ModelledDevices.find("pixel").orElseThrow();
 * double nanos = pixel.nanos(space.lower(architecture));
 * double expected = pixel.fit().expectedErrorPercent();
 * SortedMap<String, Timing> timingByBlock = pixel.timings(space);
 * }</pre>
 */
package dev.specialize.modelled;
