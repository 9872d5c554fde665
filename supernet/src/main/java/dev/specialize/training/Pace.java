package dev.specialize.training;

import java.util.ArrayDeque;
import java.util.Deque;

/** How long the last steps of a phase took. */
final class Pace {
    /** Enough to have drawn each resolution often. */
    private static final int STEPS = 200;

    private final Deque<Long> ends = new ArrayDeque<>();

    /** Forgets what was, since other steps follow. */
    void begin(long nanos) {
        ends.clear();
        ends.add(nanos);
    }

    /**
     * Takes note of the end of a step.
     *
     * @return seconds that a step takes
     */
    double step(long nanos) {
        ends.add(nanos);
        if (ends.size() > STEPS + 1) {
            ends.remove();
        }
        return (nanos - ends.getFirst()) / 1e9 / (ends.size() - 1);
    }
}
