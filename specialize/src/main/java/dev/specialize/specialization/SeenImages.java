package dev.specialize.specialization;

import dev.specialize.files.JsonFile;
import dev.specialize.images.Dataset;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
import dev.specialize.training.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Images to validate on that weights which training starts from may have been trained on. */
final class SeenImages {
    private SeenImages() {}

    /**
     * A warning, where the supernet says that other images of a folder of the same name were set aside from it.
     *
     * @param donor whose weights training starts from
     * @param data folder to train on
     * @param recipe to train by
     */
    static Optional<String> warning(Path donor, Path data, Recipe recipe) {
        if (!Dataset.setsAside(data) || !wasTrainedOn(TrainingRecords.name(data), donor)) {
            return Optional.empty();
        }
        return recipe(donor)
                .filter(made -> made.seed() != recipe.seed() || made.validationImages() < recipe.validationImages())
                .map(made -> donor + " was trained on a folder of this name, " + aside(made) + ", now it is "
                        + aside(recipe) + ": it may have seen images that are to validate, and accuracies come out too"
                        + " high. Maybe choose seed and validationImages as in its " + Supernet.RECIPE);
    }

    private static boolean wasTrainedOn(String data, Path donor) {
        return Files.isDirectory(donor)
                && Supernet.readManifest(donor)
                        .training()
                        .map(TrainingRecord::data)
                        .filter(data::equals)
                        .isPresent();
    }

    /** One in a form that is no longer read tells nothing. */
    private static Optional<Recipe> recipe(Path donor) {
        Path file = donor.resolve(Supernet.RECIPE);
        return Files.exists(file)
                        && JsonFile.format(JsonFile.readText(file), file).equals(Recipe.FORMAT)
                ? Optional.of(JsonFile.read(file, Recipe.class))
                : Optional.empty();
    }

    private static String aside(Recipe recipe) {
        return recipe.validationImages() + " images set aside by seed " + recipe.seed();
    }
}
