package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds and what is decided with them, against the enumeration. */
final class CostBoundsTest {
    private static final int SEEDS = 20;

    @ParameterizedTest(name = "{0} space, seeds 1 to 20")
    @ValueSource(strings = {"gapped", "wide"})
    void the_least_of_each_resolution_and_of_all_is_that_of_the_enumeration(String name) {
        SearchSpace space = SmallSpaces.named(name);
        List<Architecture> all = SmallSpaces.all(space);
        for (int seed = 1; seed <= SEEDS; seed++) {
            AdditiveCost cost = Synthetic.arbitraryCost(space, seed);
            CostBounds bounds = new CostBounds(cost);
            for (int r = 0; r < space.resolutions().size(); r++) {
                int resolution = space.resolutions().get(r);
                assertThat(bounds.least(r))
                        .isEqualTo(least(cost, all.stream().filter(a -> a.resolution() == resolution)), within(1e-9));
            }
            assertThat(cost.minimum()).isEqualTo(least(cost, all.stream()), within(1e-9));
            assertThat(space.contains(cost.minimiser())).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} space, seeds 1 to 20")
    @ValueSource(strings = {"gapped", "wide"})
    void the_cheapest_of_a_shape_is_that_of_the_enumeration(String name) {
        SearchSpace space = SmallSpaces.named(name);
        GenomeCodec codec = new GenomeCodec(space);
        List<Architecture> all = SmallSpaces.all(space);
        for (int seed = 1; seed <= SEEDS; seed++) {
            AdditiveCost cost = Synthetic.arbitraryCost(space, seed);
            Architecture own = new ArchitectureSampler(space).sample(new SplittableRandom(seed));
            Genome found = new CostBounds(cost).minimiserShapedAs(codec.encode(own));
            Architecture decoded = codec.decode(found);
            assertThat(hasShapeOf(own, decoded)).isTrue();
            assertThat(cost.of(found))
                    .isEqualTo(least(cost, all.stream().filter(a -> hasShapeOf(own, a))), within(1e-9));
        }
    }

    @ParameterizedTest(name = "{0} space, seeds 1 to 60")
    @ValueSource(strings = {"gapped", "wide"})
    void branch_and_bound_alone_decides_three_limits_as_the_enumeration_does(String name) {
        SearchSpace space = SmallSpaces.named(name);
        List<Architecture> all = SmallSpaces.all(space);
        int possible = 0;
        for (int seed = 1; seed <= 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Architecture own = new ArchitectureSampler(space).sample(random);
            List<Constraint> constraints = Stream.of(seed, seed + 100, seed + 200)
                    .map(s -> Synthetic.arbitraryCost(space, s))
                    .map(cost -> Synthetic.constraint(
                            cost, cost.minimum() + (cost.of(own) - cost.minimum()) * (0.2 + 0.6 * random.nextDouble())))
                    .toList();
            boolean expected = all.stream().anyMatch(a -> constraints.stream().allMatch(c -> c.allows(a)));
            List<AdditiveBound> bounds = AdditiveBound.of(constraints);
            AdditiveCost use = AdditiveBound.weightedUse(new GenomeCodec(space), bounds, 1 / 3.0, 1 / 3.0, 1 / 3.0);
            BranchAndBound search = new BranchAndBound(bounds, use, 10_000_000);
            Optional<Genome> found = search.find();
            assertThat(found.isPresent()).as("seed %d", seed).isEqualTo(expected);
            assertThat(search.complete()).isTrue();
            found.ifPresent(genome -> assertThat(bounds).allMatch(bound -> bound.allows(genome)));
            possible += expected ? 1 : 0;
        }
        assertThat(possible).isBetween(5, 55);
    }

    private static double least(AdditiveCost cost, Stream<Architecture> architectures) {
        return architectures.mapToDouble(cost::of).min().orElseThrow();
    }

    private static boolean hasShapeOf(Architecture one, Architecture other) {
        return one.resolution() == other.resolution()
                && one.widths().equals(other.widths())
                && depths(one).equals(depths(other));
    }

    private static List<Integer> depths(Architecture architecture) {
        return architecture.stages().stream().map(List<BlockChoice>::size).toList();
    }
}
