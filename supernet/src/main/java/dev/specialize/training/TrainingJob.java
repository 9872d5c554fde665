package dev.specialize.training;

import dev.specialize.images.Dataset;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;

/**
 * What is to be trained.
 *
 * @param space of as many classes as the data
 * @param preprocessing of the images
 * @param start the first weights
 */
public record TrainingJob(SearchSpace space, Dataset data, Preprocessing preprocessing, Recipe recipe, Start start) {
    public TrainingJob {
        requireFits(data, space);
        recipe.requireSubnetsOf(space);
        requireTeacher(recipe, start);
    }

    private static void requireFits(Dataset data, SearchSpace space) {
        if (data.train().channels() != space.inputChannels()) {
            throw new IllegalArgumentException(
                    data.train() + " do not fit a space of " + space.inputChannels() + " input channels");
        }
        for (int label : data.train().labels()) {
            if (label < 0 || label >= space.classes()) {
                throw new IllegalArgumentException("label " + label + " in a space of " + space.classes() + " classes");
            }
        }
    }

    private static void requireTeacher(Recipe recipe, Start start) {
        Phase first = recipe.phases().get(0);
        if (first.teaching().teacher() == Teaching.Teacher.FROZEN && !start.trained()) {
            throw new IllegalArgumentException("the first phase of recipe '" + recipe.name() + "', " + first.name()
                    + ", has a frozen teacher, and " + start.description() + " teach nothing."
                    + " Maybe start from a trained supernet, or put a phase before it");
        }
    }

    TrainingRun run() {
        return new TrainingRun(space, recipe, data.train(), preprocessing);
    }
}
