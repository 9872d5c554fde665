package dev.specialize.specialization;

import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.EvaluationImages;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.images.Resampling;
import dev.specialize.pytorch.ReferenceSupernet;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import dev.specialize.supernet.SupernetManifest.ImportRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes a supernet out of a checkpoint of the Once-for-All code, with or without images. */
public final class SupernetImport {
    /** As many as the reference recalibrates on. */
    private static final int CALIBRATION_IMAGES = 2_000;

    private static final int VALIDATION_IMAGES = 5_000;

    /** What evaluation on ImageNet sees of an image's shorter side: 224 of 256 pixels. */
    private static final double SEEN_SHARE = 0.875;

    /** Of ImageNet's training images; grey is the mean of the three. */
    private static final Preprocessing COLOUR =
            new Preprocessing(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f), Resampling.ANTIALIASED);

    private static final Preprocessing GREY =
            new Preprocessing(List.of(0.449f), List.of(0.226f), Resampling.ANTIALIASED);

    private final ImportPlan plan;
    private final Consumer<String> notes;

    /** @param notes told what was found, in short sentences */
    public SupernetImport(ImportPlan plan, Consumer<String> notes) {
        this.plan = plan;
        this.notes = notes;
    }

    /**
     * Reads everything, then writes the folder.
     *
     * @param stop asked before each file that is written; what was written is then deleted
     * @return nothing if it was stopped
     * @throws dev.specialize.files.InvalidFileException if the folder is not empty, the checkpoint is not one of a known
     *     space, or the images are not of as many classes
     * @throws java.io.UncheckedIOException if the folder cannot be written; nothing is left in it then
     */
    public Optional<Supernet> make(BooleanSupplier stop) {
        NewFolder folder = new NewFolder(plan.folder());
        ReferenceSupernet read = ReferenceSupernet.read(plan.checkpoint());
        SearchSpace space =
                plan.resolutions().isEmpty() ? read.space() : read.space().withResolutions(plan.resolutions());
        note(space);
        Optional<EvaluationImages> images = plan.images().map(from -> images(from, space));
        Map<String, Consumer<Path>> files = new LinkedHashMap<>();
        files.put(Supernet.SPACE, file -> JsonFile.write(file, space));
        files.put(Supernet.WEIGHTS, read.weights()::write);
        Optional<ImageSet> calibration = images.map(EvaluationImages::calibration);
        calibration.ifPresent(set -> files.put(Supernet.CALIBRATION, set::write));
        Optional<ImageSet> validation = images.flatMap(EvaluationImages::validation);
        validation.ifPresent(set -> files.put(Supernet.VALIDATION, set::write));
        List<String> classes = images.map(EvaluationImages::classes).orElse(List.of());
        return written(folder, files, hashes -> manifest(space, classes, hashes), stop)
                .map(manifest -> new Supernet(plan.folder(), manifest, space, read.weights(), calibration, validation));
    }

    private static Optional<SupernetManifest> written(
            NewFolder folder,
            Map<String, Consumer<Path>> files,
            Function<SortedMap<String, String>, SupernetManifest> manifestOf,
            BooleanSupplier stop) {
        SortedMap<String, String> hashes = new TreeMap<>();
        boolean whole = false;
        try {
            for (Map.Entry<String, Consumer<Path>> file : files.entrySet()) {
                if (stop.getAsBoolean()) {
                    return Optional.empty();
                }
                hashes.put(file.getKey(), Sha256.of(folder.write(file.getKey(), file.getValue())));
            }
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
            SupernetManifest manifest = manifestOf.apply(hashes);
            folder.write(Supernet.MANIFEST, file -> JsonFile.write(file, manifest));
            whole = true;
            return Optional.of(manifest);
        } finally {
            if (!whole) {
                folder.takeBack();
            }
        }
    }

    private SupernetManifest manifest(SearchSpace space, List<String> classes, SortedMap<String, String> hashes) {
        ImportRecord source = new ImportRecord(
                plan.checkpoint().getFileName().toString(),
                Sha256.of(plan.checkpoint()),
                plan.images()
                        .map(folder -> folder.toAbsolutePath()
                                .normalize()
                                .getFileName()
                                .toString()));
        return new SupernetManifest(
                SupernetManifest.FORMAT,
                plan.name(),
                classes,
                space.inputChannels() == 1 ? GREY : COLOUR,
                Optional.empty(),
                Optional.of(source),
                List.of(),
                hashes);
    }

    private void note(SearchSpace space) {
        notes.accept(String.format(
                Locale.ROOT,
                "%s%s, %d classes, %d to %d px%s",
                space.name(),
                space.hasElasticWidths() ? "" : " at width multiplier " + space.widthMultiplier(),
                space.classes(),
                space.resolutions().get(0),
                space.maxResolution(),
                plan.resolutions().isEmpty() ? " as in the published supernet" : ""));
    }

    private EvaluationImages images(Path from, SearchSpace space) {
        EvaluationImages.Settings settings = new EvaluationImages.Settings(
                space.maxResolution(),
                SEEN_SHARE,
                space.inputChannels(),
                space.classes(),
                CALIBRATION_IMAGES,
                VALIDATION_IMAGES,
                ImageSet.MOST_MEGABYTES << 20,
                0);
        EvaluationImages images = EvaluationImages.read(from, settings, notes);
        notes.accept(String.format(
                Locale.ROOT,
                "%,d images to recalibrate on and %,d to validate on (at most %,d and %,d, and %d MB of each)",
                images.calibration().count(),
                images.validation().map(ImageSet::count).orElse(0),
                CALIBRATION_IMAGES,
                VALIDATION_IMAGES,
                ImageSet.MOST_MEGABYTES));
        return images;
    }
}
