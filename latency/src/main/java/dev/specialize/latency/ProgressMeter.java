package dev.specialize.latency;

import java.time.Duration;

/** Counts visits and estimates the time left from the pace of those that were really made. */
final class ProgressMeter {
    private final ProfileListener listener;
    private final int known;
    /** Of the clock that nobody sets. */
    private final long start;

    private int total;
    private int done;

    /** @param known visits that take no time because a journal has them */
    ProgressMeter(ProfileListener listener, int known) {
        this.listener = listener;
        this.known = known;
        this.start = System.nanoTime();
    }

    void expect(int visits) {
        total += visits;
    }

    void visited() {
        done++;
        if (done > known) {
            Duration spent = Duration.ofNanos(System.nanoTime() - start);
            Duration left = spent.multipliedBy(total - done).dividedBy(done - known);
            listener.progressed(new ProfileProgress(done, total, left));
        }
    }
}
