package dev.specialize.training;

import java.util.Locale;

/** The loss is no longer a number, or has exploded. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;

    TrainingDivergedException(float loss, long step, double rate) {
        this(String.format(
                Locale.ROOT,
                Float.isFinite(loss)
                        ? "the loss rose to %.3g at step %d with learning rate %.3g"
                        : "the loss became not a number at step %2$d with learning rate %3$.3g",
                loss,
                step,
                rate));
    }

    /** @param step after which weights are no longer numbers */
    TrainingDivergedException(long step) {
        this("weights became no numbers by step " + step);
    }

    private TrainingDivergedException(String what) {
        super("Training diverged: " + what + ". Maybe lower the recipe's learningRate or raise its warmup");
        this.what = what;
    }

    /** What happened, without advice. */
    String what() {
        return what;
    }
}
