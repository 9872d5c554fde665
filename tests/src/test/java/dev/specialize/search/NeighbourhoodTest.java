package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes, tables of their gains, and their combinations. */
final class NeighbourhoodTest {
    private static final int SAMPLES = 20;

    @ParameterizedTest(name = "{0} space, seeds 1 to 20")
    @ValueSource(strings = {"tiny", "gapped", "wide"})
    void all_architectures_that_differ_in_one_thing_are_there_once_and_no_others(String name) {
        SearchSpace space = SmallSpaces.named(name);
        GenomeCodec codec = new GenomeCodec(space);
        for (int seed = 1; seed <= SAMPLES; seed++) {
            Architecture own = new ArchitectureSampler(space).sample(new SplittableRandom(seed));
            Genome genome = codec.encode(own);
            List<Architecture> neighbours = new Neighbourhood(codec)
                    .of(genome).stream()
                            .map(change -> codec.decode(change.appliedTo(genome, codec)))
                            .toList();
            assertThat(neighbours)
                    .as("%s", own)
                    .containsExactlyInAnyOrderElementsOf(SmallSpaces.all(space).stream()
                            .filter(other -> isOneStepAway(own, other, space))
                            .toList());
        }
    }

    private static boolean isOneStepAway(Architecture own, Architecture other, SearchSpace space) {
        if (own.resolution() != other.resolution()) {
            return false;
        }
        int differences = 0;
        for (int s = 0; s < own.stages().size(); s++) {
            if (!own.widths().isEmpty()
                    && !own.widths().get(s).equals(other.widths().get(s))) {
                differences++;
            }
            List<BlockChoice> one = own.stages().get(s);
            List<BlockChoice> two = other.stages().get(s);
            if (one.size() == two.size()) {
                differences += (int) IntStream.range(0, one.size())
                        .filter(b -> !one.get(b).equals(two.get(b)))
                        .count();
            } else if (isGrown(two, one, space.stages().get(s).depths())
                    || (isGrown(one, two, space.stages().get(s).depths())
                            && areAllEqual(two.subList(one.size(), two.size())))) {
                differences++;
            } else {
                return false;
            }
        }
        return differences == 1;
    }

    private static boolean areAllEqual(List<BlockChoice> blocks) {
        return blocks.stream().distinct().count() == 1;
    }

    /** By one step of the depths. */
    private static boolean isGrown(List<BlockChoice> small, List<BlockChoice> large, List<Integer> depths) {
        return depths.indexOf(large.size()) == depths.indexOf(small.size()) + 1
                && large.subList(0, small.size()).equals(small);
    }

    @ParameterizedTest(name = "{0}, seeds 1 to 20")
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void neighbours_are_different_and_of_the_space(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        GenomeCodec codec = new GenomeCodec(space);
        for (int seed = 1; seed <= SAMPLES; seed++) {
            Genome genome = codec.encode(new ArchitectureSampler(space).sample(new SplittableRandom(seed)));
            Set<Genome> neighbours = new HashSet<>(Set.of(genome));
            for (Change change : new Neighbourhood(codec).of(genome)) {
                Genome neighbour = change.appliedTo(genome, codec);
                assertThat(neighbours.add(neighbour)).isTrue();
                assertThat(codec.encodeChecked(codec.decode(neighbour))).isEqualTo(neighbour);
            }
        }
    }

    @ParameterizedTest(name = "{0} space, seeds 1 to 200")
    @ValueSource(strings = {"gapped", "wide"})
    void any_combination_in_any_order_is_of_the_space(String name) {
        SearchSpace space = SmallSpaces.named(name);
        GenomeCodec codec = new GenomeCodec(space);
        for (int seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Genome genome = codec.encode(new ArchitectureSampler(space).sample(random));
            List<Change> all = new Neighbourhood(codec).of(genome);
            List<Change> some = new ArrayList<>();
            Set<Integer> groups = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                Change change = all.get(random.nextInt(all.size()));
                if (groups.add(change.group())) {
                    some.add(change);
                }
            }
            int resolution = random.nextInt(codec.resolutions());
            Genome changed = new Combination(resolution, some, 0).appliedTo(genome, codec);
            assertThat(codec.encodeChecked(codec.decode(changed)))
                    .as("%s of %s", some, genome)
                    .isEqualTo(changed);
            assertThat(changed.gene(0)).isEqualTo(resolution);
        }
    }

    @ParameterizedTest(name = "{0} space, seeds 1 to 20")
    @ValueSource(strings = {"gapped", "wide"})
    void measured_gains_and_slopes_of_a_score_that_adds_up_are_its_differences(String name) {
        SearchSpace space = SmallSpaces.named(name);
        GenomeCodec codec = new GenomeCodec(space);
        for (int seed = 1; seed <= SAMPLES; seed++) {
            AdditiveScore score =
                    (AdditiveScore) Synthetic.additive(space, seed).score(codec);
            SplittableRandom random = new SplittableRandom(seed);
            Genome genome = codec.encode(new ArchitectureSampler(space).sample(random));
            GainTable measured = new GainTable(codec, genome);
            for (Change change : new Neighbourhood(codec).of(genome)) {
                measured.put(change, score.of(change.appliedTo(genome, codec)) - score.of(genome));
                assertThat(measured.gain(change, genome))
                        .isEqualTo(score.of(change.appliedTo(genome, codec)) - score.of(genome), within(1e-12));
            }
            GainTable slopes = new GainTable(score.slopes(genome).orElseThrow());
            Genome other = codec.encode(new ArchitectureSampler(space).sample(random));
            for (Change change : new Neighbourhood(codec).of(other)) {
                double difference = score.of(change.appliedTo(other, codec)) - score.of(other);
                if (change.depth() < 0) {
                    assertThat(slopes.gain(change, other)).isEqualTo(difference, within(1e-12));
                    double gain = measured.gain(change, other);
                    assertThat(Double.isNaN(gain) || genome.gene(change.group()) == 0 ? difference : gain)
                            .isEqualTo(difference, within(1e-12));
                }
            }
        }
    }
}
