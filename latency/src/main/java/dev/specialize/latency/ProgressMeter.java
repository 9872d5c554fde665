package dev.specialize.latency;

import java.time.Duration;

/** Counts visits and estimates the time left from the pace of those that were really made. */
final class ProgressMeter {
    /** Visits that tell the pace. */
    private static final int ENOUGH = 10;

    private final ProfileListener listener;
    private final int known;
    /** Of the clock that nobody sets, when the first visit was over that was really made. */
    private long start;

    private int total;
    private int done;

    /** @param known visits that take no time because a journal has them */
    ProgressMeter(ProfileListener listener, int known) {
        this.listener = listener;
        this.known = known;
    }

    void expect(int visits) {
        total += visits;
    }

    void visited() {
        done++;
        int made = done - known;
        if (made == 1) {
            start = System.nanoTime();
        } else if (made > ENOUGH) {
            Duration spent = Duration.ofNanos(System.nanoTime() - start);
            Duration left = spent.multipliedBy(total - done).dividedBy(made - 1);
            listener.progressed(new ProfileProgress(done, total, left));
        }
    }
}
