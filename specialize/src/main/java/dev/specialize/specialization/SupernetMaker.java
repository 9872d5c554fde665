package dev.specialize.specialization;

import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.images.Seeds;
import dev.specialize.search.PredictorFit;
import dev.specialize.search.PredictorQuality;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import dev.specialize.supernet.SupernetManifest.MeasuredAccuracy;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.training.Recipe;
import dev.specialize.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Makes a supernet out of images: trains it, evaluates sampled subnets on validation images, fits the accuracy predictor
 * and measures what came out on the test images. Each part can be interrupted and goes on where it stopped.
 */
public final class SupernetMaker {
    /** Labelled images that travel with the supernet, to check what is exported from it. */
    private static final int SHIPPED_VALIDATION_IMAGES = 1_000;

    private static final int RANDOM_SUBNETS = 50;
    private static final int PAIRS_BETWEEN_SAVES = 10;

    private final SupernetPlan plan;
    private final SupernetListener listener;
    private final BooleanSupplier stop;
    private final Path work;

    /** @param stop asked after each step; a run that it ends can be taken up again */
    public SupernetMaker(SupernetPlan plan, SupernetListener listener, BooleanSupplier stop) {
        this.plan = plan;
        this.listener = listener;
        this.stop = stop;
        work = plan.folder().resolve("unfinished");
    }

    /** True if an unfinished run lies in the folder. */
    public static boolean isUnfinished(Path folder) {
        return Trainer.hasCheckpoint(folder.resolve("unfinished"));
    }

    /**
     * Makes it, or goes on making it.
     *
     * @return nothing if it was stopped before the end
     */
    public Optional<Supernet> make() {
        Recipe recipe = plan.recipe();
        Dataset.Settings settings = new Dataset.Settings(
                plan.space().maxResolution(), plan.space().inputChannels(), recipe.validationImages(), recipe.seed());
        Dataset data = Dataset.read(plan.data(), settings, listener::noted);
        listener.noted("data: " + data.train().count() + " training, "
                + data.validation().count() + " validation, "
                + data.test().map(ImageSet::count).orElse(0) + " test images of "
                + data.classes().size() + " classes");
        SearchSpace space = plan.space().withClasses(data.classes().size());
        Preprocessing preprocessing = Preprocessing.measuredOn(data.train());
        try (TorchEngine engine = TorchEngine.open()) {
            Trainer trainer = new Trainer(engine, space, data, preprocessing, recipe, work, System::nanoTime);
            listener.noted("training on " + engine.device() + " with libtorch " + engine.version());
            Trainer.Outcome outcome = trainer.train(listener::trained, stop);
            if (!outcome.finished()) {
                return Optional.empty();
            }
            ImageSet calibration = data.train().range(0, Math.min(data.train().count(), recipe.calibrationImages()));
            SubnetEvaluation evaluation =
                    new SubnetEvaluation(engine, space, outcome.weights(), preprocessing, calibration);
            Optional<EvaluatedPairs> pairs = evaluatedPairs(space, evaluation, data.validation());
            if (pairs.isEmpty()) {
                return Optional.empty();
            }
            PredictorFit fit = PredictorFit.of(space, pairs.get().evaluated(), recipe.seed());
            note(fit);
            MeasuredAccuracy accuracy = data.test().isPresent()
                    ? measured(space, evaluation, "test", data.test().get())
                    : measured(space, evaluation, "validation", data.validation());

            Path folder = plan.folder();
            outcome.weights().write(folder.resolve(Supernet.WEIGHTS));
            JsonFile.write(folder.resolve(Supernet.SPACE), space);
            JsonFile.write(folder.resolve(Supernet.RECIPE), recipe);
            JsonFile.write(folder.resolve(Supernet.PAIRS), pairs.get());
            calibration.write(folder.resolve(Supernet.CALIBRATION));
            shipped(data.validation()).write(folder.resolve(Supernet.VALIDATION));
            fit.write(folder.resolve(Supernet.PREDICTOR));
            TrainingRecord training = new TrainingRecord(
                    plan.data().toAbsolutePath().normalize().getFileName().toString(),
                    data.train().count(),
                    data.validation().count(),
                    outcome.steps(),
                    outcome.seconds(),
                    engine.device(),
                    engine.version());
            JsonFile.write(
                    folder.resolve(Supernet.MANIFEST),
                    new SupernetManifest(
                            SupernetManifest.FORMAT,
                            plan.name(),
                            data.classes(),
                            preprocessing,
                            training,
                            List.of(accuracy),
                            hashes(folder)));
        }
        deleteWork();
        return Optional.of(Supernet.read(plan.folder()));
    }

    private Optional<EvaluatedPairs> evaluatedPairs(SearchSpace space, SubnetEvaluation evaluation, ImageSet images) {
        long seed = Seeds.mix(plan.recipe().seed(), 3);
        Path file = work.resolve(Supernet.PAIRS);
        EvaluatedPairs pairs =
                Files.exists(file) ? EvaluatedPairs.read(file) : EvaluatedPairs.none(images.count(), seed);
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        for (int i = pairs.pairs().size(); i < plan.pairs(); i++) {
            Architecture architecture = sampler.sample(new SplittableRandom(Seeds.mix(seed, i)));
            pairs = pairs.with(architecture, evaluation.accuracy(evaluation.recalibrated(architecture), images));
            listener.evaluated(i + 1, plan.pairs());
            boolean stopped = stop.getAsBoolean();
            if (stopped || (i + 1) % PAIRS_BETWEEN_SAVES == 0 || i + 1 == plan.pairs()) {
                JsonFile.write(file, pairs);
            }
            if (stopped) {
                return Optional.empty();
            }
        }
        return Optional.of(pairs);
    }

    private MeasuredAccuracy measured(SearchSpace space, SubnetEvaluation evaluation, String split, ImageSet images) {
        double largest = evaluation.accuracy(evaluation.recalibrated(space.largest()), images);
        double smallest = evaluation.accuracy(evaluation.recalibrated(space.smallest()), images);
        long seed = Seeds.mix(plan.recipe().seed(), 4);
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        double[] random = new double[RANDOM_SUBNETS];
        for (int i = 0; i < RANDOM_SUBNETS; i++) {
            Architecture architecture = sampler.sample(new SplittableRandom(Seeds.mix(seed, i)));
            random[i] = evaluation.accuracy(evaluation.recalibrated(architecture), images);
            listener.evaluated(i + 1, RANDOM_SUBNETS);
        }
        MeasuredAccuracy accuracy = new MeasuredAccuracy(
                split,
                images.count(),
                largest,
                smallest,
                RANDOM_SUBNETS,
                seed,
                DoubleStream.of(random).average().orElseThrow(),
                DoubleStream.of(random).min().orElseThrow(),
                DoubleStream.of(random).max().orElseThrow());
        listener.noted(String.format(
                Locale.ROOT,
                "accuracy on %d %s images: largest %.2f %%, smallest %.2f %%, %d random %.2f %% (%.2f to %.2f)",
                images.count(),
                split,
                100 * largest,
                100 * smallest,
                RANDOM_SUBNETS,
                100 * accuracy.randomMean(),
                100 * accuracy.randomLowest(),
                100 * accuracy.randomHighest()));
        return accuracy;
    }

    private void note(PredictorFit fit) {
        PredictorQuality quality = fit.quality();
        listener.noted(String.format(
                Locale.ROOT,
                "predictor (%s): Kendall %.3f, Spearman %.3f, RMSE %.2f points on %d held-out subnets",
                fit.description(),
                quality.kendallTau(),
                quality.spearman(),
                100 * quality.rmse(),
                quality.heldOutPairs()));
    }

    private static ImageSet shipped(ImageSet validation) {
        return validation.range(0, Math.min(validation.count(), SHIPPED_VALIDATION_IMAGES));
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
                        Supernet.PREDICTOR)
                .forEach(name -> hashes.put(name, Sha256.of(folder.resolve(name))));
        return hashes;
    }

    private void deleteWork() {
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
