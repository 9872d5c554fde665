package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.Supernet;
import dev.specialize.training.Phase;
import dev.specialize.training.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supernet that comes with the program. */
final class BundledSupernetTest {
    private final Supernet supernet = Supernet.read(BundledSupernet.FOLDER);

    @Test
    void its_recipe_is_that_of_its_steps() {
        Recipe recipe = recipe(supernet.folder().resolve(Supernet.RECIPE));
        long images = supernet.manifest().training().orElseThrow().trainImages();
        assertThat(recipe.epochs() * (images / recipe.batchSize()))
                .isEqualTo(supernet.manifest().training().orElseThrow().steps());
    }

    @Test
    void the_recipe_of_all_trainings_ends_with_the_last() {
        Recipe latest = recipe(supernet.folder().resolve(Supernet.RECIPE));
        Recipe whole = recipe(BundledSupernet.WHOLE_RECIPE);
        Phase last = whole.phases().get(whole.phases().size() - 1);
        assertThat(last.share() * whole.epochs()).isCloseTo(latest.epochs(), Offset.offset(1e-6));
        assertThat(last)
                .usingRecursiveComparison()
                .ignoringFields("name", "share")
                .isEqualTo(latest.phases().get(0));
        assertThat(whole)
                .usingRecursiveComparison()
                .ignoringFields("name", "phases", "epochs")
                .isEqualTo(latest);
    }

    private static Recipe recipe(Path file) {
        return JsonFile.read(file, Recipe.class);
    }

    @Test
    void its_subnets_cannot_be_ranked_by_how_far_their_weights_turned_since_they_were_not_random_at_first() {
        assertThatThrownBy(() -> SupernetPredictor.byAngle(supernet.folder(), supernet.space()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("fashion-mnist")
                .hasMessageContaining("random weights");
    }

    @Test
    void nor_can_those_of_a_recipe_that_sorts_channels(@TempDir Path folder) throws IOException {
        Files.copy(BundledSupernet.WHOLE_RECIPE, folder.resolve(Supernet.RECIPE));
        assertThatThrownBy(() -> SupernetPredictor.byAngle(folder, supernet.space()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("sorts channels");
    }
}
