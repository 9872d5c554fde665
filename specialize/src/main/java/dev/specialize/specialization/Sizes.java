package dev.specialize.specialization;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.images.Dataset;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.training.FittingBatch;
import dev.specialize.training.Recipe;
import dev.specialize.training.Resumption;
import dev.specialize.training.TimePlan;
import dev.specialize.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/**
 * Space and recipe of a run after they were fitted to the time and the memory that there are; kept in a file with what was
 * asked for, so that a run that is taken up on a busier machine stays the same run.
 */
record Sizes(String format, Asked asked, SearchSpace space, Recipe recipe) {
    private static final String FORMAT = "training-sizes/2";
    private static final String FILE = "sizes.json";
    /** Of the free memory, the rest is for data and for what else the machine does. */
    private static final double SHARE_OF_MEMORY = 0.8;

    Sizes {
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
        }
    }

    /**
     * What a run is asked for with.
     *
     * @param space of the data's classes
     * @param time for training and evaluation, if sizes are to be chosen by it
     */
    record Asked(SearchSpace space, Recipe recipe, Optional<Duration> time) {
        /** True if both are to choose from the same space for the same time. */
        private boolean isTimedAs(Asked other) {
            return time.isPresent() && time.equals(other.time) && space.equals(other.space);
        }

        private Sizes asTheyAre() {
            return new Sizes(FORMAT, this, space, recipe);
        }
    }

    /**
     * Those that the run was begun with, else chosen now. What is taken up with other wishes gets these as they are: the run
     * itself refuses them, and tells what differs. Under another recipe the time is that of the whole run, so what was chosen
     * by it stays.
     *
     * @throws InvalidFileException if the run was begun with another time, or without one
     */
    static Sizes of(
            TorchEngines engines,
            Asked asked,
            Dataset data,
            Preprocessing preprocessing,
            UnfinishedRun run,
            Resumption resumption,
            TrainingListener listener) {
        if (run.isBegun()) {
            Optional<Sizes> known = known(run);
            if (known.isPresent() && known.get().asked.equals(asked)) {
                return known.get();
            }
            if (resumption == Resumption.UNCHANGED) {
                if (known.isPresent() && !known.get().asked.time.equals(asked.time)) {
                    throw new InvalidFileException(
                            run.path(),
                            "was begun with another --minutes, or without. Maybe ask for the same, or choose another --out");
                }
                return asked.asTheyAre();
            }
            if (known.isPresent() && known.get().asked.isTimedAs(asked)) {
                int epochs = known.get().recipe.epochs();
                Recipe fitting = TimePlan.withEnoughSteps(
                        fitting(engines, asked, listener), data.train().count());
                listener.noted("width " + known.get().space.widthMultiplier() + " and " + epochs
                        + " epochs are those that the run was begun with");
                return new Sizes(FORMAT, asked, known.get().space, fitting.withEpochs(epochs));
            }
        }
        return chosen(engines, asked, data, preprocessing, listener);
    }

    private static Optional<Sizes> known(UnfinishedRun run) {
        Path file = run.path().resolve(FILE);
        return Files.exists(file) ? Optional.of(JsonFile.read(file, Sizes.class)) : Optional.empty();
    }

    /** Remembers them as those of a run, which has accepted them. */
    void keep(UnfinishedRun run, Resumption resumption) {
        if (!run.isBegun() || resumption == Resumption.NEW_RECIPE) {
            JsonFile.write(run.path().resolve(FILE), this);
        }
    }

    private static Sizes chosen(
            TorchEngines engines, Asked asked, Dataset data, Preprocessing preprocessing, TrainingListener listener) {
        Recipe fitting = fitting(engines, asked, listener);
        return asked.time()
                .map(time -> TimePlan.of(
                        engines,
                        asked.space,
                        fitting,
                        preprocessing,
                        data.train().count(),
                        time,
                        System::nanoTime))
                .map(timed -> {
                    listener.noted(timed.description());
                    return new Sizes(FORMAT, asked, timed.space(), timed.recipe());
                })
                .orElseGet(() -> new Sizes(FORMAT, asked, asked.space, fitting));
    }

    private static Recipe fitting(TorchEngines engines, Asked asked, TrainingListener listener) {
        int wanted = asked.recipe.batchSize();
        IntToLongFunction available = images -> (long) (SHARE_OF_MEMORY * engines.freeBytes(images));
        Recipe fitting = FittingBatch.of(asked.space, asked.recipe, available).recipe();
        if (fitting.batchSize() < wanted) {
            listener.noted("batches of " + wanted + " do not fit the " + available.applyAsLong(wanted) / 1_000_000
                    + " MB that are free; taking " + fitting.batchSize() + ", and a learning rate lower by as much");
        }
        return fitting;
    }
}
