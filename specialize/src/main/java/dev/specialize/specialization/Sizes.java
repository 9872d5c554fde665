package dev.specialize.specialization;

import dev.specialize.files.JsonFile;
import dev.specialize.images.Dataset;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.training.FittingBatch;
import dev.specialize.training.Recipe;
import dev.specialize.training.TimePlan;
import dev.specialize.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Space and recipe of a run after they were fitted to the time and the memory that there are; kept in a file, so that a run
 * that is taken up on a busier machine stays the same run.
 */
record Sizes(String format, SearchSpace space, Recipe recipe) {
    private static final String FORMAT = "training-sizes/1";
    private static final String FILE = "sizes.json";
    /** Of the free memory, the rest is for data and for what else the machine does. */
    private static final double SHARE_OF_MEMORY = 0.8;

    Sizes {
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
        }
    }

    /**
     * Those that the run in the folder was begun with, else chosen now.
     *
     * @param space of the data's classes
     * @param work folder of the unfinished run
     */
    static Sizes of(
            TorchEngines engines,
            SearchSpace space,
            SupernetPlan plan,
            Dataset data,
            Preprocessing preprocessing,
            Path work,
            TrainingListener listener) {
        Path file = work.resolve(FILE);
        if (Files.exists(file)) {
            return JsonFile.read(file, Sizes.class);
        }
        Sizes chosen = new Sizes(FORMAT, space, plan.recipe());
        Recipe fitting = fitting(engines.first(), chosen, listener);
        Sizes sizes = plan.time()
                .map(time -> TimePlan.of(
                        engines, space, fitting, preprocessing, data.train().count(), time, System::nanoTime))
                .map(timed -> {
                    listener.noted(timed.description());
                    return new Sizes(FORMAT, timed.space(), timed.recipe());
                })
                .orElseGet(() -> new Sizes(FORMAT, space, fitting));
        if (!sizes.equals(chosen)) {
            JsonFile.write(file, sizes);
        }
        return sizes;
    }

    private static Recipe fitting(TorchEngine engine, Sizes sizes, TrainingListener listener) {
        long available = (long) (SHARE_OF_MEMORY * engine.freeBytes());
        FittingBatch batch = FittingBatch.of(sizes.space, sizes.recipe, available);
        if (batch.recipe().batchSize() < sizes.recipe.batchSize()) {
            listener.noted("batches of " + sizes.recipe.batchSize() + " do not fit the " + available / 1_000_000
                    + " MB that are free; taking " + batch.recipe().batchSize()
                    + ", and a learning rate lower by as much");
        }
        return batch.recipe();
    }
}
