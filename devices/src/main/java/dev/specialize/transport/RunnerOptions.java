package dev.specialize.transport;

import dev.specialize.devices.CoreList;
import java.util.Optional;

/**
 * How models are run on a device.
 *
 * @param threads that one operator may use
 * @param cores that they may use; empty for all
 */
public record RunnerOptions(int threads, Optional<CoreList> cores) {
    /** The runner takes no more. */
    private static final int MOST_THREADS = 1024;

    public RunnerOptions {
        Require.that(threads >= 1 && threads <= MOST_THREADS, "threads", "must be from 1 to " + MOST_THREADS, threads);
        cores.ifPresent(c -> Require.that(
                threads <= c.cores().size(), "threads", "must be at most the number of cores " + c, threads));
    }

    /** Some threads on any cores. */
    public static RunnerOptions threads(int threads) {
        return new RunnerOptions(threads, Optional.empty());
    }

    public RunnerOptions withCores(CoreList only) {
        return new RunnerOptions(threads, Optional.of(only));
    }
}
