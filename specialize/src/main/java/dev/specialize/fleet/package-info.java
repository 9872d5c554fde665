/**
 * Models for many devices and budgets at once: one front for each device, answers for all budgets from what all fronts
 * found, a choice of few models that lose least accuracy where not every entry may have its own, and their delivery.
 *
 * <pre>{@code
 * Fleet fleet = Fleet.of(FleetFile.read(file), devices::read);
 * FleetFolder folder = FleetFolder.claimed(output, supernet.manifest().name(), file, fleet.entries());
 * FleetJob job = new FleetJob(fleet, supernet, predictor, LatencyPromise.USUAL, settings, notes::add);
 * FleetManifest made = job.deliver(folder, Workers.threads(2), TargetDevice::unreached, () -> false);
 * }</pre>
 */
package dev.specialize.fleet;
