package dev.specialize.training;

import static dev.specialize.supernet.TinySupernet.SPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.supernet.TinySupernet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SubnetRuleTest {
    private static final SearchSpace MBV3 = BuiltInSpaces.named("mbv3-32").orElseThrow();

    private static List<Architecture> drawn(Sampling sampling, SearchSpace space, int subnets, long seed) {
        Phase phase = new Phase(
                "some",
                1,
                sampling,
                subnets,
                Optional.of(space.smallest()).filter(a -> sampling == Sampling.GIVEN),
                Opening.ALL,
                Teaching.LABELS,
                Labels.TRUE,
                0.1,
                0,
                0,
                0,
                Entry.AS_IS,
                Optional.empty());
        return sampling.rule(space, phase).subnets(space.resolutions().get(0), new SplittableRandom(seed));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MUTUAL")
    void all_subnets_are_of_the_space_and_of_the_asked_resolution(Sampling sampling) {
        for (SearchSpace space : TinySupernet.spaces()) {
            for (long seed = 0; seed < 20; seed++) {
                assertThat(drawn(sampling, space, 3, seed)).isNotEmpty().allSatisfy(subnet -> {
                    assertThat(space.contains(subnet)).isTrue();
                    assertThat(subnet.resolution())
                            .isEqualTo(space.resolutions().get(0));
                });
            }
        }
    }

    @Test
    void what_a_phase_has_open_is_named_as_in_the_whole_space() {
        for (SearchSpace space : TinySupernet.spaces()) {
            for (Opening opening : List.of(new Opening(1, 1, 1), Opening.of(1, 2), Opening.of(2, 1), Opening.ALL)) {
                SearchSpace open = opening.of(space);
                assertThat(List.of(open.largest(), open.smallest()))
                        .as("%s of %s", opening, space.name())
                        .allMatch(space::contains);
                assertThat(open.largest()).isEqualTo(space.largest());
                assertThat(new ArchitectureSampler(open).sample(new SplittableRandom(1)))
                        .matches(space::contains);
            }
            assertThat(new Opening(1, 1, 1).of(space).size().intValueExact())
                    .as("only resolutions are left")
                    .isEqualTo(space.resolutions().size());
        }
    }

    @Test
    void a_sandwich_begins_with_the_largest_and_the_smallest() {
        List<Architecture> subnets = drawn(Sampling.SANDWICH, SPACE, 4, 1);
        assertThat(subnets)
                .hasSize(4)
                .startsWith(SPACE.largest().at(12), SPACE.smallest().at(12));
        assertThat(drawn(Sampling.SANDWICH, SPACE, 4, 2)).isNotEqualTo(subnets);
    }

    @Test
    void in_mutual_training_the_largest_sees_the_largest_images_and_the_smallest_the_smallest() {
        for (long seed = 0; seed < 20; seed++) {
            List<Architecture> subnets = drawn(Sampling.MUTUAL, MBV3, 4, seed);
            assertThat(subnets).hasSize(4).startsWith(MBV3.largest(), MBV3.smallest());
            assertThat(subnets.subList(2, 4)).allMatch(subnet -> subnet.resolution() == 24);
        }
    }

    @Test
    void a_step_needs_its_images_at_the_resolutions_of_its_subnets() {
        ImageSet images = TinySupernet.images(8, 5);
        Phase mutual = Phase.whole(Sampling.MUTUAL, 3, Teaching.IN_PLACE, Labels.TRUE, 0.1);
        Recipe recipe = BuiltInRecipes.sandwich().withBatchSize(8).withPhases(List.of(mutual));
        TrainingRun run = new TrainingRun(MBV3, recipe, images, Preprocessing.measuredOn(images));
        DrawnSubnets subnets = new DrawnSubnets(run, mutual);
        Set<List<Integer>> seen = new HashSet<>();
        for (long step = 0; step < 20; step++) {
            List<Integer> resolutions = run.resolutions().apply(step);
            assertThat(subnets.of(step)).extracting(Architecture::resolution).containsAll(resolutions);
            assertThat(resolutions).doesNotHaveDuplicates().startsWith(32, 24);
            seen.add(resolutions);
        }
        assertThat(seen).containsExactlyInAnyOrder(List.of(32, 24), List.of(32, 24, 28));
    }

    @Test
    void strict_fairness_uses_each_choice_of_each_place_once_a_step() {
        List<Architecture> subnets = drawn(Sampling.FAIR, MBV3, 1, 7);
        assertThat(subnets).hasSize(9);
        for (int s = 0; s < MBV3.stages().size(); s++) {
            Set<BlockChoice> first = new HashSet<>();
            Map<Integer, Integer> depths = new HashMap<>();
            for (Architecture subnet : subnets) {
                first.add(subnet.stages().get(s).get(0));
                depths.merge(subnet.stages().get(s).size(), 1, Integer::sum);
            }
            assertThat(first).as("choices at the first place of stage %d", s).hasSize(9);
            assertThat(depths).isEqualTo(Map.of(2, 3, 3, 3, 4, 3));
        }
    }

    @Test
    void coupled_subnets_are_as_wide_as_they_are_deep() {
        Set<Integer> depths = new HashSet<>();
        Map<Integer, Double> expandOf = Map.of(2, 3.0, 3, 4.0, 4, 6.0);
        for (Architecture subnet : drawn(Sampling.COUPLED, MBV3, 60, 3)) {
            for (List<BlockChoice> stage : subnet.stages()) {
                depths.add(stage.size());
                assertThat(stage).allMatch(block -> block.expand() == expandOf.get(stage.size()));
            }
        }
        assertThat(depths).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void an_opening_keeps_the_largest_choices() {
        SearchSpace open = Opening.of(2, 1).of(MBV3);
        Stage stage = open.stages().get(0);
        assertThat(stage.kernels()).containsExactly(3, 5, 7);
        assertThat(stage.depths()).containsExactly(3, 4);
        assertThat(stage.expands()).containsExactly(6.0);
        assertThat(open.largest()).isEqualTo(MBV3.largest());
        assertThat(Opening.ALL.of(MBV3)).isEqualTo(MBV3);
    }
}
