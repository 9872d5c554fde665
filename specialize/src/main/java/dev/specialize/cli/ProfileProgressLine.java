package dev.specialize.cli;

import dev.specialize.latency.ProfileListener;
import dev.specialize.latency.ProfileProgress;
import java.util.Locale;

/** A measurement's progress on the console. */
record ProfileProgressLine(Console console) implements ProfileListener {
    /** So many measurements do not tell yet how long the others will take. */
    private static final int TOO_EARLY = 20;

    @Override
    public void progressed(ProfileProgress progress) {
        if (progress.done() < TOO_EARLY) {
            return;
        }
        console.progress(String.format(
                Locale.ROOT,
                "profile: %d of %d measurements, %s left",
                progress.done(),
                progress.total(),
                Durations.text(progress.left())));
    }

    @Override
    public void noted(String message) {
        console.note(message);
    }
}
