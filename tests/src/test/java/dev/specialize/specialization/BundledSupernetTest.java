package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.supernet.Supernet;
import dev.specialize.training.Recipe;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The supernet that comes with the program. */
final class BundledSupernetTest {
    private final Supernet supernet = Supernet.read(Path.of("../supernet/bundled/fashion-mnist"));

    @Test
    void its_recipe_can_be_followed_again() {
        Recipe recipe = JsonFile.read(supernet.folder().resolve(Supernet.RECIPE), Recipe.class);
        long images = supernet.manifest().training().orElseThrow().trainImages();
        assertThat(recipe.epochs() * (images / recipe.batchSize()))
                .isEqualTo(supernet.manifest().training().orElseThrow().steps());
    }

    @Test
    void its_subnets_cannot_be_ranked_by_how_far_their_weights_turned_since_channels_were_sorted() {
        assertThatThrownBy(() -> SupernetPredictor.byAngle(supernet.folder(), supernet.space()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("fashion-mnist")
                .hasMessageContaining("sorts channels");
    }
}
