package dev.specialize.cli;

import java.time.Duration;

/** Durations in words. */
final class Durations {
    private Durations() {}

    /** Such as {@code 40 s}, {@code 1 min 40 s}, {@code 12 min} or {@code 3 h 5 min}. */
    static String text(Duration duration) {
        if (duration.toSeconds() < 100) {
            return duration.toSeconds() + " s";
        }
        if (duration.toMinutes() < 10) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        if (duration.toMinutes() < 100) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
