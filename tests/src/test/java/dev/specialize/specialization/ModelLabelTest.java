package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelLabelTest {
    @ParameterizedTest(name = "{0}, seed 1")
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void no_subnet_says_more_about_itself_than_the_longest_label(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        int longest =
                ModelLabel.PLAIN.longest(space).extra().get("architecture").length();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            Architecture architecture = new ArchitectureSampler(space).sample(random);
            assertThat(ModelLabel.PLAIN.with(architecture).extra())
                    .containsEntry("architecture", architecture.toString());
            assertThat(architecture.toString().length()).isLessThanOrEqualTo(longest);
        }
        assertThat(space.largest().toString().length()).isLessThanOrEqualTo(longest);
    }
}
