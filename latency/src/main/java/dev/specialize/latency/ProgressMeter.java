package dev.specialize.latency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts visits and estimates the time left from the pace of those that were really made. */
final class ProgressMeter {
    private final ProfileListener listener;
    private final Clock clock;
    private final int known;
    private final Instant start;
    private int total;
    private int done;

    /** @param known visits that take no time because a journal has them */
    ProgressMeter(ProfileListener listener, Clock clock, int known) {
        this.listener = listener;
        this.clock = clock;
        this.known = known;
        this.start = clock.instant();
    }

    void expect(int visits) {
        total += visits;
    }

    void visited() {
        done++;
        if (done > known) {
            Duration spent = Duration.between(start, clock.instant());
            Duration left = spent.multipliedBy(total - done).dividedBy(done - known);
            listener.progressed(new ProfileProgress(done, total, left));
        }
    }
}
