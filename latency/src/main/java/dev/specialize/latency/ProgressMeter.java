package dev.specialize.latency;

import java.time.Duration;

/**
 * Counts visits and estimates the time left from the pace of those that were really made. It expects as large a share of
 * repeats as there was so far, until nothing is repeated any more.
 */
final class ProgressMeter {
    /** Visits that tell the pace. */
    private static final int ENOUGH = 10;

    private final ProfileListener listener;
    private final Repeats repeats;
    private final int known;
    /** Of the clock that nobody sets, when the first visit was over that was really made. */
    private long start;

    private int total;
    private int done;
    private int repeatsDue;
    private int repeatsDone;

    /** @param known visits that take no time because a journal has them */
    ProgressMeter(ProfileListener listener, Repeats repeats, int known) {
        this.listener = listener;
        this.repeats = repeats;
        this.known = known;
    }

    void expect(int visits) {
        total += visits;
    }

    /** Those that come next, and were not planned. */
    void expectRepeats(int visits) {
        expect(visits);
        repeatsDue += visits;
    }

    void visited() {
        done++;
        if (repeatsDue > 0) {
            repeatsDue--;
            repeatsDone++;
        }
        int made = done - known;
        if (made == 1) {
            start = System.nanoTime();
        } else if (made > ENOUGH) {
            listener.progressed(new ProfileProgress(done, total, left(made)));
        }
    }

    private Duration left(int made) {
        double pace = (double) (System.nanoTime() - start) / (made - 1);
        int planned = total - done - repeatsDue;
        double more = pace * planned * repeatsDone / Math.max(1, done - repeatsDone);
        return Duration.ofNanos((long) (pace * (total - done) + Math.min(more, (double) repeats.nanosLeft())));
    }
}
