package dev.specialize.training;

/** The loss is no longer a number. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingDivergedException(long step, double rate) {
        super("The loss became not a number at step " + step + " with learning rate " + rate
                + ". Maybe lower the recipe's learningRate or raise its warmupSteps");
    }
}
