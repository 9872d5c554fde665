package dev.specialize.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureSamplerTest {
    private static final SearchSpace MBV3 = BuiltInSpaces.named("mbv3").orElseThrow();

    /** Chi-square with 239 degrees of freedom: mean 239, deviation 21.9; 350 is five deviations off. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void every_distinct_architecture_is_drawn_equally_often(long seed) {
        ArchitectureSampler sampler = new ArchitectureSampler(TinySpace.SPACE);
        SplittableRandom random = new SplittableRandom(seed);
        Map<Architecture, Integer> counts = new HashMap<>();
        int draws = 48_000;
        for (int i = 0; i < draws; i++) {
            counts.merge(sampler.sample(random), 1, Integer::sum);
        }
        assertThat(counts.keySet()).isEqualTo(new HashSet<>(TinySpace.all()));
        double expected = draws / 240.0;
        double chiSquare = counts.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(chiSquare).isBetween(130.0, 350.0);
    }

    /**
     * 8, listed twice, 16 or 24 in the first stage and 8 or 16 in the second, of 1 or 2 blocks each: 2 * 3 * 2 * 2 * 2 =
     * 48 architectures. Chi-square with 47 degrees of freedom: mean 47, deviation 9.7; 95 is five deviations off.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void widths_that_are_listed_twice_are_drawn_as_often_as_others(long seed) {
        SearchSpace space = TinySpace.withWidths(List.of(8, 8, 16, 24), List.of(8, 16));
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        SplittableRandom random = new SplittableRandom(seed);
        Map<Architecture, Integer> counts = new HashMap<>();
        int draws = 9_600;
        for (int i = 0; i < draws; i++) {
            Architecture architecture = sampler.sample(random);
            counts.merge(architecture, 1, Integer::sum);
            assertThat(space.contains(sampler.mutate(architecture, 0.5, random)))
                    .isTrue();
            assertThat(space.contains(sampler.cross(architecture, space.largest(), random)))
                    .isTrue();
        }
        assertThat(counts).hasSize(48).hasSize(space.size().intValue());
        double expected = draws / 48.0;
        double chiSquare = counts.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(chiSquare).isBetween(15.0, 95.0);
    }

    @Test
    void even_samples_have_each_depth_equally_often_and_uniform_ones_mostly_the_largest() {
        ArchitectureSampler sampler = new ArchitectureSampler(MBV3);
        SplittableRandom random = new SplittableRandom(5);
        Map<Integer, Integer> even = new HashMap<>();
        int deep = 0;
        for (int i = 0; i < 600; i++) {
            Architecture drawn = sampler.sampleEvenly(random);
            assertThat(MBV3.contains(drawn)).isTrue();
            drawn.stages().forEach(stage -> even.merge(stage.size(), 1, Integer::sum));
            deep += (int) sampler.sample(random).stages().stream()
                    .filter(stage -> stage.size() == 4)
                    .count();
        }
        assertThat(even.keySet()).containsExactlyInAnyOrder(2, 3, 4);
        // 3,000 stages in thirds: the deviation is 26
        assertThat(even.values()).allSatisfy(count -> assertThat(count).isBetween(870, 1_130));
        assertThat(deep).isGreaterThan(2_500);
    }

    @Test
    void draws_at_one_resolution_stay_there() {
        ArchitectureSampler sampler = new ArchitectureSampler(MBV3);
        SplittableRandom random = new SplittableRandom(6);
        assertThat(IntStream.range(0, 50).map(i -> sampler.sample(160, random).resolution()))
                .containsOnly(160);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void mutants_and_children_stay_inside_the_space(long seed) {
        ArchitectureSampler sampler = new ArchitectureSampler(MBV3);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Architecture mother = sampler.sample(random);
            Architecture father = sampler.sample(random);
            assertThat(MBV3.contains(sampler.mutate(mother, 0.1, random))).isTrue();
            assertThat(MBV3.contains(sampler.cross(mother, father, random))).isTrue();
        }
    }

    @Test
    void mutation_changes_nothing_at_probability_0_and_reaches_everything_at_1() {
        ArchitectureSampler sampler = new ArchitectureSampler(TinySpace.SPACE);
        SplittableRandom random = new SplittableRandom(7);
        Architecture parent = TinySpace.SPACE.smallest();
        Set<Architecture> reached = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(sampler.mutate(parent, 0, random)).isEqualTo(parent);
            reached.add(sampler.mutate(parent, 1, random));
        }
        assertThat(reached).hasSize(240);
    }

    @Test
    void every_part_of_a_child_is_one_of_its_parents_parts() {
        ArchitectureSampler sampler = new ArchitectureSampler(TinySpace.SPACE);
        SplittableRandom random = new SplittableRandom(8);
        Architecture mother = TinySpace.SPACE.smallest();
        Architecture father = TinySpace.SPACE.largest();
        Set<Architecture> children = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            children.add(sampler.cross(mother, father, random));
            assertThat(sampler.cross(mother, mother, random)).isEqualTo(mother);
        }
        assertThat(children).contains(mother, father).allSatisfy(child -> {
            for (int s = 0; s < 2; s++) {
                List<BlockChoice> deep = father.stages().get(s);
                List<BlockChoice> blocks = child.stages().get(s);
                assertThat(blocks.get(0)).isIn(mother.stages().get(s).get(0), deep.get(0));
                assertThat(blocks.subList(1, blocks.size())).isSubsetOf(deep.subList(1, deep.size()));
            }
        });
        // resolution, two depths and two first blocks are free
        assertThat(children).hasSize(32);
    }
}
