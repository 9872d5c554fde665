package dev.specialize.specialization;

import dev.specialize.images.Dataset;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.training.Trainer;
import java.nio.file.Path;
import java.util.Optional;

/** What a manifest keeps of a training. */
final class TrainingRecords {
    private TrainingRecords() {}

    static TrainingRecord of(Path folder, Dataset data, Trainer.Outcome outcome, TorchEngine engine) {
        return new TrainingRecord(
                name(folder),
                data.train().count(),
                data.validation().count(),
                outcome.steps(),
                outcome.seconds(),
                engine.device(),
                engine.version());
    }

    /** What a record calls the folder that images came from. */
    static String name(Path folder) {
        return Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElse("/");
    }
}
