package dev.specialize.supernet;

/**
 * Where batch normalisation takes its statistics from.
 *
 * @param batchStatistics from the batch, updating the running ones; else from the running ones
 * @param momentum weight of the batch in the running statistics
 */
public record Normalization(boolean batchStatistics, double momentum) {
    /** As deployed. */
    public static final Normalization RUNNING = new Normalization(false, 0);

    public static Normalization training(double momentum) {
        return new Normalization(true, momentum);
    }

    /** The {@code n}-th batch of recalibration, from 1: with weight 1/n the running statistics are the batches' mean. */
    static Normalization recalibrating(int n) {
        return new Normalization(true, 1.0 / n);
    }
}
