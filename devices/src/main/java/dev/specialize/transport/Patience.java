package dev.specialize.transport;

import dev.specialize.devices.Sampling;
import java.time.Duration;

/**
 * How long a runner may take to answer; after that it hangs.
 *
 * @param start of the runner, from the connection to its first answer
 * @param answer to what needs no work
 * @param work on one model: to load it once it is there, or run it once
 * @param slowestRun by how much a burst of runs may be longer than asked: it always has at least one
 */
record Patience(Duration start, Duration answer, Duration work, Duration slowestRun) {
    static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofSeconds(10));

    /** A slow wireless network. */
    private static final int BYTES_PER_SECOND = 30_000;

    /** A device may be busy with others. */
    private static final int SLACK = 4;

    /** To send a model and load it. */
    Duration loading(int bytes) {
        return work.plus(Duration.ofSeconds(bytes / BYTES_PER_SECOND));
    }

    Duration timing(Sampling sampling) {
        Duration bursts = sampling.burst().plus(slowestRun).multipliedBy(sampling.samples());
        return work.plus(sampling.warmUp().plus(bursts).multipliedBy(SLACK));
    }
}
