package dev.specialize.specialization;

import dev.specialize.space.Architecture;
import dev.specialize.supernet.Supernet;
import dev.specialize.training.Recipe;
import dev.specialize.training.TrainerOptions;
import java.nio.file.Path;

/**
 * Which subnet to train further.
 *
 * @param name of the supernet that comes of it
 * @param supernet that the subnet and its teacher, the largest, are taken from
 * @param data folder of images of the same classes
 * @param recipe whose sampling is of the given architecture
 * @param options how the training is kept
 * @param folder takes the result, and its checkpoints until it is finished
 */
public record TuningPlan(
        String name,
        Supernet supernet,
        Architecture architecture,
        Path data,
        Recipe recipe,
        TrainerOptions options,
        Path folder) {}
