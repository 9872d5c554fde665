package dev.specialize.specialization;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.training.Start;
import dev.specialize.training.Teaching;
import dev.specialize.training.Trainer;
import dev.specialize.training.TrainingJob;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Trains one subnet further, with the supernet's largest as teacher (arXiv:1908.09791, section 4.2). */
public final class SubnetTuner {
    private final TuningPlan plan;
    private final SupernetListener listener;
    private final BooleanSupplier stop;
    private final UnfinishedRun unfinished;

    /** @param stop asked after each step; a run that it ends can be taken up again */
    public SubnetTuner(TuningPlan plan, SupernetListener listener, BooleanSupplier stop) {
        this.plan = plan;
        this.listener = listener;
        this.stop = stop;
        unfinished = UnfinishedRun.in(plan.folder());
    }

    /**
     * Trains it, or goes on.
     *
     * @return nothing if it was stopped before the end
     * @throws InvalidFileException if the images are of other classes than the supernet's
     */
    public Optional<Tuning> tune() {
        Supernet supernet = plan.supernet();
        SearchSpace space =
                supernet.space().withResolutions(List.of(plan.architecture().resolution()));
        Dataset data = data(space);
        if (plan.recipe().phases().get(0).teaching().teacher() == Teaching.Teacher.NONE) {
            listener.noted("the supernet was trained on random labels, so its largest network teaches nothing");
        }
        SeenImages.warning(supernet.folder(), plan.data(), plan.recipe(), data.validation())
                .ifPresent(listener::noted);
        Preprocessing preprocessing = supernet.manifest().preprocessing();
        String hash = Sha256.of(supernet.folder().resolve(Supernet.WEIGHTS));
        Start start = new Start(supernet.weights(), "weights " + hash, true);
        Optional<Tuning> tuning;
        try (TorchEngines engines = TorchEngine.openAll()) {
            TorchEngine engine = engines.first();
            Sizes sizes = Sizes.of(
                    engines,
                    new Sizes.Asked(space, plan.recipe(), Optional.empty()),
                    data,
                    preprocessing,
                    unfinished,
                    plan.options().resumption(),
                    listener);
            TrainingJob job = new TrainingJob(space, data, preprocessing, sizes.recipe(), start);
            listener.noteDevices(engines, sizes.recipe().batchSize());
            Trainer trainer = new Trainer(engines, job, unfinished.path(), plan.options(), System::nanoTime);
            tuning = unfinished.alone(() -> {
                trainer.requireSame();
                sizes.keep(unfinished, plan.options().resumption());
                return tuned(engine, job, trainer.train(listener, stop), hash);
            });
        }
        tuning.ifPresent(done -> unfinished.delete());
        return tuning;
    }

    private Optional<Tuning> tuned(TorchEngine engine, TrainingJob job, Trainer.Outcome outcome, String hash) {
        if (!outcome.finished()) {
            return Optional.empty();
        }
        Tuning done = measured(engine, job.data(), outcome.weights(), hash);
        write(job, outcome, done, engine);
        return Optional.of(done);
    }

    private Dataset data(SearchSpace space) {
        Dataset.Settings settings = plan.recipe().settings(plan.supernet().space());
        Dataset data = Dataset.read(plan.data(), settings, listener::noted);
        List<String> known = plan.supernet().manifest().classes();
        boolean same = known.isEmpty()
                ? data.classes().size() == space.classes()
                : data.classes().equals(known);
        if (!same) {
            throw new InvalidFileException(
                    plan.data(),
                    "has the classes " + data.classes() + ", the supernet "
                            + (known.isEmpty() ? space.classes() + " classes" : known)
                            + ". Maybe train a supernet of your own from it: specialize train --init");
        }
        ImageCounts.requireEnough(plan.data(), data, plan.recipe().batchSize(), "");
        return data;
    }

    private Tuning measured(TorchEngine engine, Dataset data, Weights weights, String hash) {
        ImageSource images = data.test().orElse(data.validation());
        return new Tuning(
                Tuning.FORMAT,
                plan.architecture(),
                hash,
                data.test().isPresent() ? "test" : "validation",
                images.count(),
                accuracy(engine, data, plan.supernet().weights(), images),
                accuracy(engine, data, weights, images));
    }

    private double accuracy(TorchEngine engine, Dataset data, Weights weights, ImageSource images) {
        Architecture architecture = plan.architecture();
        SearchSpace space = plan.supernet().space().including(architecture.resolution());
        Preprocessing preprocessing = plan.supernet().manifest().preprocessing();
        SubnetEvaluation evaluation = new SubnetEvaluation(engine, space, weights, preprocessing, calibration(data));
        return evaluation.accuracy(evaluation.recalibrated(architecture), images);
    }

    private ImageSet calibration(Dataset data) {
        return plan.supernet().calibration().orElseGet(() -> plan.recipe().calibration(data.train()));
    }

    private void write(TrainingJob job, Trainer.Outcome outcome, Tuning tuning, TorchEngine engine) {
        Dataset data = job.data();
        Path folder = plan.folder();
        SortedMap<String, String> hashes = new TreeMap<>();
        outcome.weights().write(folder.resolve(Supernet.WEIGHTS));
        JsonFile.write(
                folder.resolve(Supernet.SPACE),
                plan.supernet().space().including(plan.architecture().resolution()));
        JsonFile.write(folder.resolve(Supernet.RECIPE), job.recipe());
        JsonFile.write(folder.resolve(Tuning.FILE), tuning);
        calibration(data).write(folder.resolve(Supernet.CALIBRATION));
        FinishedSupernet.shippedValidation(data).write(folder.resolve(Supernet.VALIDATION));
        for (String name : List.of(
                Supernet.WEIGHTS,
                Supernet.SPACE,
                Supernet.RECIPE,
                Tuning.FILE,
                Supernet.CALIBRATION,
                Supernet.VALIDATION)) {
            hashes.put(name, Sha256.of(folder.resolve(name)));
        }
        JsonFile.write(
                folder.resolve(Supernet.MANIFEST),
                new SupernetManifest(
                        SupernetManifest.FORMAT,
                        plan.name(),
                        data.classes(),
                        plan.supernet().manifest().preprocessing(),
                        Optional.of(TrainingRecords.of(plan.data(), data, outcome, engine)),
                        Optional.empty(),
                        List.of(),
                        hashes));
    }
}
