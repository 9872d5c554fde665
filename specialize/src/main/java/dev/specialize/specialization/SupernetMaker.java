package dev.specialize.specialization;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.images.Seeds;
import dev.specialize.predictor.AngleModel;
import dev.specialize.predictor.PredictorFit;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.predictor.PredictorQuality;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.DonorFile;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest.MeasuredAccuracy;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.training.Population;
import dev.specialize.training.Recipe;
import dev.specialize.training.ResumableTraining;
import dev.specialize.training.Start;
import dev.specialize.training.TimePlan;
import dev.specialize.training.Trainer;
import dev.specialize.training.TrainingJob;
import dev.specialize.weights.Inheritance;
import dev.specialize.weights.WarmStart;
import dev.specialize.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
    private final UnfinishedRun unfinished;

    /** @param stop asked after each step; a run that it ends can be taken up again */
    public SupernetMaker(SupernetPlan plan, SupernetListener listener, BooleanSupplier stop) {
        this.plan = plan;
        this.listener = listener;
        this.stop = stop;
        unfinished = UnfinishedRun.in(plan.folder());
    }

    /**
     * Makes it, or goes on making it.
     *
     * @return nothing if it was stopped before the end
     */
    public Optional<Supernet> make() {
        Population.requireBegunWith(plan.population(), unfinished.path());
        Dataset data = data();
        Preprocessing preprocessing = Preprocessing.measuredOn(data.train());
        try (TorchEngines engines = TorchEngine.openAll()) {
            Prepared prepared = prepared(engines, data, preprocessing);
            listener.noteDevices(engines, prepared.job.recipe().batchSize());
            if (!unfinished.alone(() -> made(engines, prepared))) {
                return Optional.empty();
            }
        }
        unfinished.delete();
        return Optional.of(Supernet.read(plan.folder()));
    }

    /** @return false if it was stopped before the end */
    private boolean made(TorchEngines engines, Prepared prepared) {
        Trainer.Outcome outcome = train(engines, prepared);
        Optional<FinishedSupernet> finished =
                outcome.finished() ? surveyed(engines.first(), prepared.job, outcome) : Optional.empty();
        finished.ifPresent(supernet -> supernet.write(plan, prepared.job, unfinished));
        return finished.isPresent();
    }

    /** @param inheritance of a start from other weights */
    private record Prepared(TrainingJob job, Sizes sizes, Optional<Inheritance> inheritance) {}

    private Prepared prepared(TorchEngines engines, Dataset data, Preprocessing preprocessing) {
        SearchSpace space = plan.space().withClasses(data.classes().size());
        requireRankable(space);
        Sizes.Asked asked =
                new Sizes.Asked(space, plan.recipe(), plan.time().map(time -> time.dividedBy(plan.population())));
        Sizes sizes = Sizes.of(
                engines, asked, data, preprocessing, unfinished, plan.options().resumption(), listener);
        Start random = Start.random(sizes.space(), sizes.recipe().seed());
        Optional<WarmStart> warm = plan.init().map(donor -> inherited(donor, data, sizes, random));
        Start start = warm.map(this::start).orElse(random);
        TrainingJob job = new TrainingJob(sizes.space(), data, preprocessing, sizes.recipe(), start);
        return new Prepared(job, sizes, warm.map(WarmStart::inheritance));
    }

    /** Not before the run that may lie there has accepted it. */
    private void remember(Prepared prepared) {
        Path inheritance = unfinished.path().resolve(FinishedSupernet.INHERITANCE);
        if (prepared.inheritance.isPresent()) {
            JsonFile.write(inheritance, prepared.inheritance.get());
        } else if (!unfinished.isBegun()) {
            unfinished.forget(FinishedSupernet.INHERITANCE);
        }
        prepared.sizes.keep(unfinished, plan.options().resumption());
    }

    /** Before hours go into what nothing can come of. */
    private void requireRankable(SearchSpace space) {
        if (plan.recipe().ranksByAngle()) {
            AngleModel.requireFixedWidths(space);
        } else {
            PredictorFit.requireEnough(space.size());
        }
    }

    private WarmStart inherited(Path donor, Dataset data, Sizes sizes, Start random) {
        WarmStart start = warmStart(donor, data.classes(), sizes.space(), random.weights());
        listener.noted(start.inheritance().summary());
        SeenImages.warning(donor, plan.data(), sizes.recipe(), data.validation())
                .ifPresent(listener::noted);
        return start;
    }

    private Start start(WarmStart warm) {
        Path donor = plan.init().orElseThrow();
        Path weights = Files.isDirectory(donor) ? donor.resolve(Supernet.WEIGHTS) : donor;
        String description = "what " + warm.inheritance().donor() + " has, SHA-256 " + Sha256.of(weights);
        return new Start(warm.weights(), description, true);
    }

    private static WarmStart warmStart(Path donor, List<String> classes, SearchSpace space, Weights fresh) {
        try {
            return WarmStart.of(space, classes, fresh, DonorFile.read(donor));
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(donor, e.getMessage() + ". Maybe choose another --init", e);
        }
    }

    private Trainer.Outcome train(TorchEngines engines, Prepared prepared) {
        ResumableTraining training = training(engines, prepared.job);
        training.requireSame();
        remember(prepared);
        return training.train(listener, stop);
    }

    private ResumableTraining training(TorchEngines engines, TrainingJob job) {
        return plan.population() > 1
                ? new Population(engines, job, unfinished.path(), plan.options(), plan.population(), System::nanoTime)
                : new Trainer(engines, job, unfinished.path(), plan.options(), System::nanoTime);
    }

    private Dataset data() {
        Recipe recipe = plan.recipe();
        Dataset data = Dataset.read(plan.data(), recipe.settings(plan.space()), listener::noted);
        int training = data.train().count();
        int validation = data.validation().count();
        int test = data.test().map(ImageSource::count).orElse(0);
        listener.noted("data: " + training + " training, " + validation + " validation, " + test + " test images of "
                + data.classes().size() + " classes");
        boolean timed = plan.time().isPresent();
        int batch = (timed ? TimePlan.withEnoughSteps(recipe, training) : recipe).batchSize();
        ImageCounts.requireEnough(
                plan.data(),
                data,
                batch,
                (timed ? "" : ", let --minutes choose smaller batches")
                        + ", or lower batchSize in a --recipe of your own");
        return data;
    }

    private Optional<FinishedSupernet> surveyed(TorchEngine engine, TrainingJob job, Trainer.Outcome outcome) {
        if (job.recipe().ranksByAngle()) {
            listener.noted("trained on random labels: subnets are ranked by how far their weights turned");
            return Optional.of(ranked(engine, job, outcome));
        }
        SearchSpace space = job.space();
        Dataset data = job.data();
        long seed = job.recipe().seed();
        ImageSet calibration = job.recipe().calibration(data.train());
        SubnetEvaluation evaluation =
                new SubnetEvaluation(engine, space, outcome.weights(), job.preprocessing(), calibration);
        SubnetSurvey survey = new SubnetSurvey(space, evaluation, listener, stop);
        Optional<EvaluatedPairs> pairs = survey.pairs(
                unfinished.path().resolve("pairs.jsonl"), plan.pairs(), Seeds.mix(seed, 3), data.validation());
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        PredictorModel predictor = PredictorFit.of(space, pairs.get().evaluated(), seed);
        predictor.quality().ifPresent(quality -> note(predictor, quality));
        String split = data.test().isPresent() ? "test" : "validation";
        Optional<MeasuredAccuracy> accuracy = survey.accuracy(
                unfinished.path().resolve(split + ".jsonl"),
                split,
                data.test().orElse(data.validation()),
                Seeds.mix(seed, 4));
        accuracy.ifPresent(this::note);
        TrainingRecord training = TrainingRecords.of(plan.data(), data, outcome, engine);
        return accuracy.map(a -> new FinishedSupernet(
                space, outcome.weights(), job.preprocessing(), calibration, pairs, predictor, accuracy, training));
    }

    private FinishedSupernet ranked(TorchEngine engine, TrainingJob job, Trainer.Outcome outcome) {
        SearchSpace space = job.space();
        return new FinishedSupernet(
                space,
                outcome.weights(),
                job.preprocessing(),
                job.recipe().calibration(job.data().train()),
                Optional.empty(),
                AngleModel.of(space, job.start().weights(), outcome.weights()),
                Optional.empty(),
                TrainingRecords.of(plan.data(), job.data(), outcome, engine));
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
                "predictor (%s): Kendall %.3f, Spearman %.3f, RMSE %.2f points on %d held-out subnets",
                fit.description(),
                quality.kendallTau(),
                quality.spearman(),
                100 * quality.rmse(),
                quality.heldOutPairs()));
        if (quality.spearman() < ROUGH) {
            listener.noted("it ranks subnets only roughly. Maybe train for more epochs or evaluate more pairs");
        }
    }
}
