/**
 * The two jobs that need every other room: making a supernet out of images, and making a deployable model out of a
 * supernet, a device and a budget; and making such a model again from its manifest.
 *
 * <pre>{@code
 * Supernet supernet = Supernet.read(folder);
 * TargetDevice device = TargetDevice.unreached(DeviceProfile.read(profileFile));
 * Specialization model = Specializer.of(supernet, device).specialize(Request.within(LatencyBudget.parse("30ms")));
 * model.write(output);
 * }</pre>
 */
package dev.specialize.specialization;
