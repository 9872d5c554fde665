package dev.specialize.transport;

import dev.specialize.devices.Sampling;
import java.time.Duration;

/**
 * How long a runner may take to answer; after that it hangs.
 *
 * @param start of the runner, from the connection to its first answer
 * @param answer to what needs no work
 * @param work on one model: to load it, or run it once
 */
record Patience(Duration start, Duration answer, Duration work) {
    static final Patience DEFAULT = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(2));

    /** A model may take longer than a burst is meant to be, and a device may be busy with others. */
    private static final int SLACK = 4;

    private static final Duration SLOWEST_RUN = Duration.ofSeconds(10);

    Duration timing(Sampling sampling) {
        Duration bursts = sampling.burst().plus(SLOWEST_RUN).multipliedBy(sampling.samples());
        return work.plus(sampling.warmUp().plus(bursts).multipliedBy(SLACK));
    }
}
