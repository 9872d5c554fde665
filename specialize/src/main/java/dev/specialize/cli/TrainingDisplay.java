package dev.specialize.cli;

import dev.specialize.specialization.SupernetListener;
import dev.specialize.training.TrainingProgress;
import java.util.Locale;

/** Progress of a training on the console. */
record TrainingDisplay(Console console) implements SupernetListener {
    @Override
    public void trained(TrainingProgress progress) {
        console.progress(String.format(
                Locale.ROOT,
                "epoch %d of %d, step %d of %d, loss %.3f, %.0f images/s, %s left",
                progress.epoch(),
                progress.epochs(),
                progress.step(),
                progress.steps(),
                progress.loss(),
                progress.imagesPerSecond(),
                Durations.text(progress.remaining())));
    }

    @Override
    public void evaluated(String split, int done, int total) {
        console.progress("evaluated " + done + " of " + total + " subnets on " + split + " images");
    }

    @Override
    public void noted(String message) {
        console.note(message);
    }
}
