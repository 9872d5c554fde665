package dev.specialize.specialization;

import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import dev.specialize.supernet.SupernetManifest.MeasuredAccuracy;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
import dev.specialize.training.TrainingJob;
import dev.specialize.weights.Inheritance;
import dev.specialize.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that goes into a supernet's folder. */
record FinishedSupernet(
        SearchSpace space,
        Weights weights,
        Preprocessing preprocessing,
        ImageSet calibration,
        Optional<EvaluatedPairs> pairs,
        PredictorModel predictor,
        Optional<MeasuredAccuracy> accuracy,
        TrainingRecord training) {
    /** Labelled images that travel with the supernet, to check what is exported from it. */
    private static final int SHIPPED_VALIDATION_IMAGES = 1_000;

    /** What each weight started as, where they were not random. */
    static final String INHERITANCE = "inheritance.json";

    /** Writes the manifest last: a folder with a manifest is whole. */
    void write(SupernetPlan plan, TrainingJob job, UnfinishedRun run) {
        Path folder = plan.folder();
        Path inheritance = run.path().resolve(INHERITANCE);
        if (Files.exists(inheritance)) {
            JsonFile.write(folder.resolve(INHERITANCE), JsonFile.read(inheritance, Inheritance.class));
        }
        weights.write(folder.resolve(Supernet.WEIGHTS));
        JsonFile.write(folder.resolve(Supernet.SPACE), space);
        JsonFile.write(folder.resolve(Supernet.RECIPE), job.recipe());
        pairs.ifPresent(p -> JsonFile.write(folder.resolve(Supernet.PAIRS), p));
        calibration.write(folder.resolve(Supernet.CALIBRATION));
        shippedValidation(job.data()).write(folder.resolve(Supernet.VALIDATION));
        predictor.write(folder.resolve(Supernet.PREDICTOR));
        SupernetManifest manifest = new SupernetManifest(
                SupernetManifest.FORMAT,
                plan.name(),
                job.data().classes(),
                preprocessing,
                Optional.of(training),
                Optional.empty(),
                accuracy.stream().toList(),
                hashes(folder));
        JsonFile.write(folder.resolve(Supernet.MANIFEST), manifest);
    }

    static ImageSet shippedValidation(Dataset data) {
        return data.validation().first(SHIPPED_VALIDATION_IMAGES);
    }

    private static SortedMap<String, String> hashes(Path folder) {
        SortedMap<String, String> hashes = new TreeMap<>();
        Stream.of(
                        Supernet.WEIGHTS,
                        Supernet.SPACE,
                        Supernet.RECIPE,
                        Supernet.PAIRS,
                        Supernet.CALIBRATION,
                        Supernet.VALIDATION,
                        Supernet.PREDICTOR,
                        INHERITANCE)
                .filter(name -> Files.exists(folder.resolve(name)))
                .forEach(name -> hashes.put(name, Sha256.of(folder.resolve(name))));
        return hashes;
    }
}
