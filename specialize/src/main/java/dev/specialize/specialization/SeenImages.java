package dev.specialize.specialization;

import static java.util.stream.Collectors.toSet;

import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
import dev.specialize.training.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Images to validate on that weights which training starts from may have been trained on. */
final class SeenImages {
    /** Of the images that a supernet validated on the first, which stay set aside the longest. */
    private static final int LOOKED_FOR = 10;

    private static final String CONSEQUENCE =
            ": it may have seen images that are to validate, and accuracies come out too high. Maybe ";

    private SeenImages() {}

    /**
     * A warning, where the supernet says or shows that other images of a folder of the same name were set aside from it.
     *
     * @param donor whose weights training starts from
     * @param data folder to train on
     * @param recipe to train by
     * @param aside images of the folder that are set aside now
     */
    static Optional<String> warning(Path donor, Path data, Recipe recipe, ImageSource aside) {
        if (!Dataset.setsAside(data) || !wasTrainedOn(TrainingRecords.name(data), donor)) {
            return Optional.empty();
        }
        return recipe(donor)
                .filter(made -> made.seed() != recipe.seed() || made.validationImages() < recipe.validationImages())
                .map(made -> donor + " was trained on a folder of this name, " + aside(made) + ", now it is "
                        + aside(recipe) + CONSEQUENCE + "choose seed and validationImages as in its " + Supernet.RECIPE)
                .or(() -> otherImages(donor, aside));
    }

    private static Optional<String> otherImages(Path donor, ImageSource aside) {
        return hasMostOf(donor.resolve(Supernet.VALIDATION), aside)
                ? Optional.empty()
                : Optional.of(donor + " was trained on a folder of this name, and most images that it validated on are"
                        + " not among those set aside now" + CONSEQUENCE + "trust test images only");
    }

    /** The same recipe sets others aside from other images. */
    private static boolean hasMostOf(Path shipped, ImageSource aside) {
        if (!Files.exists(shipped)) {
            return true;
        }
        ImageSet validated = ImageSet.read(shipped, Integer.MAX_VALUE);
        if (validated.size() != aside.evaluatedSize() || validated.channels() != aside.channels()) {
            return true; // for all that can be told
        }
        Set<String> wanted = IntStream.range(0, Math.min(LOOKED_FOR, validated.count()))
                .mapToObj(place -> pixels(validated, place))
                .collect(toSet());
        int most = (wanted.size() + 1) / 2;
        return IntStream.range(0, aside.count())
                        .mapToObj(place -> pixels(aside, place))
                        .filter(wanted::contains)
                        .distinct()
                        .limit(most)
                        .count()
                == most;
    }

    private static String pixels(ImageSource images, int place) {
        return Sha256.of(images.range(place, 1).pixels());
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
