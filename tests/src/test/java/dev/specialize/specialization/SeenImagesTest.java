package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.images.Preprocessing;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import dev.specialize.supernet.SupernetManifest.TrainingRecord;
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
    }

    @Test
    void another_seed_on_the_same_folder_is_warned_of() {
        assertThat(SeenImages.warning(donor, photos, RECIPE.withSeed(4)).orElseThrow())
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
        assertThat(SeenImages.warning(donor, photos, RECIPE)).isPresent();
        Files.writeString(made, text.replace(number, "\"validationImages\" : 5001"));
        assertThat(SeenImages.warning(donor, photos, RECIPE)).isEmpty();
    }

    @Test
    void what_sees_nothing_new_is_not_warned_of() throws IOException {
        Recipe other = RECIPE.withSeed(4);
        assertThat(SeenImages.warning(donor, photos, RECIPE)).isEmpty();
        assertThat(SeenImages.warning(donor, folder.resolve("others"), other)).isEmpty();
        assertThat(SeenImages.warning(folder.resolve("net.pth"), photos, other)).isEmpty();
        Files.createDirectory(photos.resolve("val"));
        assertThat(SeenImages.warning(donor, photos, other)).isEmpty();
    }

    @Test
    void a_recipe_in_another_form_says_nothing() throws IOException {
        Files.writeString(donor.resolve(Supernet.RECIPE), "{\"format\": \"recipe/1\"}");
        assertThat(SeenImages.warning(donor, photos, RECIPE.withSeed(4))).isEmpty();
        Files.delete(donor.resolve(Supernet.RECIPE));
        assertThat(SeenImages.warning(donor, photos, RECIPE.withSeed(4))).isEmpty();
    }
}
