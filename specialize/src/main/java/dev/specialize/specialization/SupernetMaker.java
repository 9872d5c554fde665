package dev.specialize.specialization;

import dev.specialize.files.InvalidFileException;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.images.Seeds;
import dev.specialize.predictor.PredictorFit;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.predictor.PredictorQuality;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest.MeasuredAccuracy;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.training.Recipe;
import dev.specialize.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Makes a supernet out of images: trains it, evaluates sampled subnets on validation images, fits the accuracy predictor
 * and measures what came out on the test images. Each part can be interrupted and goes on where it stopped.
 */
public final class SupernetMaker {
    /** Rank correlation below which a predictor is said to be rough. */
    private static final double ROUGH = 0.7;

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
        Dataset data = data();
        SearchSpace space = plan.space().withClasses(data.classes().size());
        Preprocessing preprocessing = Preprocessing.measuredOn(data.train());
        try (TorchEngine engine = TorchEngine.open()) {
            Trainer trainer = new Trainer(engine, space, data, preprocessing, plan.recipe(), work, System::nanoTime);
            listener.noted("training on " + engine.device() + " with libtorch " + engine.version());
            Trainer.Outcome outcome = trainer.train(listener::trained, stop);
            Optional<FinishedSupernet> finished =
                    outcome.finished() ? surveyed(engine, space, data, preprocessing, outcome) : Optional.empty();
            if (finished.isEmpty()) {
                return Optional.empty();
            }
            finished.get().write(plan, data);
        }
        deleteWork();
        return Optional.of(Supernet.read(plan.folder()));
    }

    private Dataset data() {
        Recipe recipe = plan.recipe();
        Dataset.Settings settings = new Dataset.Settings(
                plan.space().maxResolution(), plan.space().inputChannels(), recipe.validationImages(), recipe.seed());
        Dataset data = Dataset.read(plan.data(), settings, listener::noted);
        int training = data.train().count();
        int validation = data.validation().count();
        int test = data.test().map(ImageSet::count).orElse(0);
        listener.noted("data: " + training + " training, " + validation + " validation, " + test + " test images of "
                + data.classes().size() + " classes");
        if (training < recipe.batchSize() || validation == 0) {
            throw new InvalidFileException(
                    plan.data(),
                    training + " training and " + validation + " validation images are too few for batches of "
                            + recipe.batchSize() + ". Maybe add images, or lower batchSize in a --recipe of your own");
        }
        return data;
    }

    private Optional<FinishedSupernet> surveyed(
            TorchEngine engine, SearchSpace space, Dataset data, Preprocessing preprocessing, Trainer.Outcome outcome) {
        long seed = plan.recipe().seed();
        int images = Math.min(data.train().count(), plan.recipe().calibrationImages());
        ImageSet calibration = data.train().range(0, images);
        SubnetEvaluation evaluation =
                new SubnetEvaluation(engine, space, outcome.weights(), preprocessing, calibration);
        SubnetSurvey survey = new SubnetSurvey(space, evaluation, listener, stop);
        Optional<EvaluatedPairs> pairs =
                survey.pairs(work.resolve("pairs.jsonl"), plan.pairs(), Seeds.mix(seed, 3), data.validation());
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        PredictorModel predictor = PredictorFit.of(space, pairs.get().evaluated(), seed);
        predictor.quality().ifPresent(quality -> note(predictor, quality));
        String split = data.test().isPresent() ? "test" : "validation";
        Optional<MeasuredAccuracy> accuracy = survey.accuracy(
                work.resolve(split + ".jsonl"), split, data.test().orElse(data.validation()), Seeds.mix(seed, 4));
        accuracy.ifPresent(this::note);
        TrainingRecord training = trainingRecord(engine, data, outcome);
        return accuracy.map(a -> new FinishedSupernet(
                space, outcome.weights(), preprocessing, calibration, pairs.get(), predictor, a, training));
    }

    private TrainingRecord trainingRecord(TorchEngine engine, Dataset data, Trainer.Outcome outcome) {
        return new TrainingRecord(
                Optional.ofNullable(plan.data().toAbsolutePath().normalize().getFileName())
                        .map(Path::toString)
                        .orElse("/"),
                data.train().count(),
                data.validation().count(),
                outcome.steps(),
                outcome.seconds(),
                engine.device(),
                engine.version());
    }

    private void note(MeasuredAccuracy accuracy) {
        listener.noted(String.format(
                Locale.ROOT,
                "accuracy on %d %s images: largest %.2f %%, smallest %.2f %%, %d random %.2f %% (%.2f to %.2f)",
                accuracy.images(),
                accuracy.split(),
                100 * accuracy.largest(),
                100 * accuracy.smallest(),
                accuracy.randomSubnets(),
                100 * accuracy.randomMean(),
                100 * accuracy.randomLowest(),
                100 * accuracy.randomHighest()));
    }

    private void note(PredictorModel fit, PredictorQuality quality) {
        listener.noted(String.format(
                Locale.ROOT,
                "predictor (%s): Kendall %.3f, Spearman %.3f, RMSE %.2f points on %d held-out subnets, %d of them inside"
                        + " their 95 %% interval",
                fit.description(),
                quality.kendallTau(),
                quality.spearman(),
                100 * quality.rmse(),
                quality.heldOutPairs(),
                quality.insideInterval()));
        if (quality.spearman() < ROUGH) {
            listener.noted("it ranks subnets only roughly. Maybe train for more epochs or evaluate more pairs");
        }
    }

    private void deleteWork() {
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(work);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear away " + work + ": " + e.getMessage(), e);
        }
    }
}
