package dev.specialize.specialization;

import dev.specialize.supernet.TorchEngines;
import dev.specialize.training.TrainingListener;

/** Hears how far the making of a supernet is. */
public interface SupernetListener extends TrainingListener {
    /**
     * After each subnet that was evaluated.
     *
     * @param split whose images it was evaluated on
     */
    void evaluated(String split, int done, int total);

    /** Something that a person should know, in a sentence. */
    @Override
    void noted(String message);

    /** Notes where batches of so many images are computed, and why not on a GPU where one was asked for. */
    default void noteDevices(TorchEngines engines, int batchSize) {
        String devices = engines.devices(batchSize);
        engines.missingGpu(System.getenv("PYTORCH_FLAVOR")).ifPresent(this::noted);
        if (engines.first().avoidsConvolutions()) {
            noted(
                    "some of libtorch's convolutions are wrong on this processor: computed as products of matrices, more slowly");
        }
        noted("training on " + devices + " with libtorch " + engines.first().version());
    }
}
