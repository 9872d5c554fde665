package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdditiveCostTest {
    @ParameterizedTest(name = "{0}, seed 1")
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void macs_and_parameters_equal_those_of_the_lowered_network(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        AdditiveCost macs = AdditiveCost.macs(space);
        AdditiveCost parameters = AdditiveCost.parameters(space);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            Architecture architecture = new ArchitectureSampler(space).sample(random);
            assertThat(macs.of(architecture))
                    .isEqualTo((double) space.lower(architecture).cost().macs());
            assertThat(parameters.of(architecture))
                    .isEqualTo((double) space.lower(architecture).cost().parameters());
        }
    }

    @Test
    void the_offset_of_the_resolution_is_added_once() {
        SearchSpace space = SmallSpaces.tiny();
        AdditiveCost cost = AdditiveCost.of(space, (resolution, layer) -> 0, resolution -> 10.0 * resolution);
        assertThat(cost.of(space.largest())).isEqualTo(240);
        assertThat(cost.minimum()).isEqualTo(160);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_minimum_is_that_of_the_enumeration_even_if_blocks_cost_less_than_nothing(long seed) {
        SearchSpace space = SmallSpaces.tiny();
        AdditiveCost cost = AdditiveCost.of(
                space,
                (resolution, layer) -> new SplittableRandom(seed * layer.key().hashCode()).nextDouble(-1, 2),
                resolution -> 0);
        double least =
                SmallSpaces.all(space).stream().mapToDouble(cost::of).min().orElseThrow();
        assertThat(cost.minimum()).isEqualTo(least, within(1e-12));
        assertThat(cost.of(cost.minimiser())).isEqualTo(cost.minimum());
    }

    @Test
    void a_cost_that_is_no_number_names_its_layer() {
        assertThatThrownBy(() -> AdditiveCost.of(SmallSpaces.tiny(), (resolution, layer) -> Double.NaN, r -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at 16 px is NaN");
    }

    @Test
    void an_architecture_of_another_space_is_refused() {
        AdditiveCost macs = AdditiveCost.macs(SmallSpaces.tiny());
        Architecture other = SmallSpaces.enumerable().largest();
        assertThatThrownBy(() -> macs.of(other)).hasMessageContaining("Not an architecture of small");
    }

    @ParameterizedTest(name = "{0}, seed 2")
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void architectures_round_trip_through_genomes(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        GenomeCodec codec = new GenomeCodec(space);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 100; i++) {
            Architecture architecture = new ArchitectureSampler(space).sample(random);
            assertThat(codec.decode(codec.encode(architecture))).isEqualTo(architecture);
            assertThat(Architecture.parse(architecture.toString())).isEqualTo(architecture);
        }
    }
}
