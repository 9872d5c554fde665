/**
 * Latency of networks: a {@link dev.specialize.latency.Profiler} times the distinct blocks of a search space and some
 * whole networks on a device; a {@link dev.specialize.latency.LatencyModel} predicts every other network from that. {@link
 * dev.specialize.latency.LatencyTables} are tables that somebody else measured and published.
 *
 * <pre>{@code
 * Profiler profiler = new Profiler(space, LocalRunner.withThreads(1), ProfilePlan.DEFAULT, ProfileListener.NOOP);
 * DeviceProfile profile = profiler.profile("local", catalogue.file("local"));
 * LatencyModel model = LatencyModel.of(profile, space);
 * double bound = model.predict(space.lower(architecture)).boundNanos(0.95);
 *
 * LatencyTables tables = LatencyTables.read(files);
 * DeviceProfile note10 = tables.profile("note10", tables.inferSpace(), Interpolation.NONE);
 * }</pre>
 */
package dev.specialize.latency;
