package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
import dev.specialize.supernet.TinySupernet;
import dev.specialize.training.BuiltInRecipes;
import dev.specialize.training.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supernet that was trained on {@code photos} by seed 3, and what else may start from it. */
class SeenImagesTest {
    private static final Recipe RECIPE = BuiltInRecipes.sandwich().withSeed(3);
    private static final ImageSet ASIDE = TinySupernet.images(40, 1);

    @TempDir
    private Path folder;

    private Path donor;
    private Path photos;

    @BeforeEach
    void trained() throws IOException {
        donor = Files.createDirectory(folder.resolve("net"));
        photos = Files.createDirectories(folder.resolve("elsewhere").resolve("photos"));
        JsonFile.write(donor.resolve(Supernet.RECIPE), RECIPE);
        JsonFile.write(
                donor.resolve(Supernet.MANIFEST),
                new SupernetManifest(
                        SupernetManifest.FORMAT,
                        "net",
                        List.of(),
                        new Preprocessing(List.of(0f), List.of(1f)),
                        Optional.of(new TrainingRecord("photos", 1, 1, 1, 1, "cpu()", "2.7.1")),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>()));
        ASIDE.range(0, 30).write(donor.resolve(Supernet.VALIDATION));
    }

    private Optional<String> warning(Recipe recipe, ImageSource aside) {
        return SeenImages.warning(donor, photos, recipe, aside);
    }

    @Test
    void another_seed_on_the_same_folder_is_warned_of() {
        assertThat(warning(RECIPE.withSeed(4), ASIDE).orElseThrow())
                .contains(
                        donor.toString(),
                        "5000 images set aside by seed 3",
                        "5000 images set aside by seed 4",
                        "Maybe");
    }

    @Test
    void more_validation_images_are_warned_of_and_fewer_are_not() throws IOException {
        Path made = donor.resolve(Supernet.RECIPE);
        String text = Files.readString(made);
        String number = "\"validationImages\" : 5000";
        assertThat(text).contains(number);
        Files.writeString(made, text.replace(number, "\"validationImages\" : 4999"));
        assertThat(warning(RECIPE, ASIDE)).isPresent();
        Files.writeString(made, text.replace(number, "\"validationImages\" : 5001"));
        assertThat(warning(RECIPE, ASIDE)).isEmpty();
    }

    @Test
    void what_sees_nothing_new_is_not_warned_of() throws IOException {
        Recipe other = RECIPE.withSeed(4);
        assertThat(warning(RECIPE, ASIDE)).isEmpty();
        assertThat(SeenImages.warning(donor, folder.resolve("others"), other, ASIDE))
                .isEmpty();
        assertThat(SeenImages.warning(folder.resolve("net.pth"), photos, other, ASIDE))
                .isEmpty();
        Files.createDirectory(photos.resolve("val"));
        assertThat(warning(other, ASIDE)).isEmpty();
    }

    @Test
    void a_recipe_in_another_form_says_nothing() throws IOException {
        Files.writeString(donor.resolve(Supernet.RECIPE), "{\"format\": \"recipe/1\"}");
        assertThat(warning(RECIPE.withSeed(4), ASIDE)).isEmpty();
        Files.delete(donor.resolve(Supernet.RECIPE));
        assertThat(warning(RECIPE.withSeed(4), ASIDE)).isEmpty();
    }

    @Test
    void other_images_set_aside_by_the_same_recipe_are_warned_of() throws IOException {
        assertThat(warning(RECIPE, TinySupernet.images(40, 2)).orElseThrow())
                .contains(donor.toString(), "not among those set aside now", "Maybe");
        assertThat(warning(RECIPE, ASIDE.range(6, 34))).as("most are gone").isPresent();
        assertThat(warning(RECIPE, ASIDE.select(39, 9, 3, 2, 5, 17, 7)))
                .as("half of the first are there")
                .isEmpty();
        ImageSet larger = new ImageSet(20, 3, new byte[4 * 20 * 20 * 3], new int[4]);
        assertThat(warning(RECIPE, larger)).as("of another size").isEmpty();
        Files.delete(donor.resolve(Supernet.VALIDATION));
        assertThat(warning(RECIPE, TinySupernet.images(40, 2)))
                .as("nothing to compare")
                .isEmpty();
    }
}
