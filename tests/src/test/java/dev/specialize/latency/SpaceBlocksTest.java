package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpaceBlocksTest {
    /** With 3000 draws every layer is met: the rarest, at a place of the stem or head, in one of 12 networks or so. */
    @ParameterizedTest
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void layers_of_a_space_are_those_that_its_networks_are_made_of_seed_1(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        int resolution = space.resolutions().get(1);
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        SplittableRandom random = new SplittableRandom(1);
        TreeSet<String> met = new TreeSet<>();
        for (int i = 0; i < 3000; i++) {
            space.lower(sampler.sample(resolution, random)).layers().forEach(layer -> met.add(layer.key()));
        }
        assertThat(new TreeSet<>(new SpaceBlocks(space)
                        .at(resolution).stream().map(Layer::key).toList()))
                .isEqualTo(met);
    }
}
