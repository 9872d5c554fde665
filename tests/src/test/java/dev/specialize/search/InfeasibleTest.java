package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.genome.Genome;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InfeasibleTest {
    private static final SearchSpace MBV3 = BuiltInSpaces.named("mbv3").orElseThrow();
    private static final long NODES = 2_000_000;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 100);
    }

    /** So that the fastest takes 9.87 ms, which is shown rounded up. */
    private static AdditiveCost latency() {
        return AdditiveCost.of(MBV3, (resolution, layer) -> 0, resolution -> 9_870_000 * (resolution / 128.0));
    }

    @Test
    void the_message_names_budget_device_fastest_resolution_and_way_out() {
        Constraint constraint = Constraint.latency(LatencyBudget.parse("3ms"), latency(), 0, "pixel");
        assertThatThrownBy(() -> search().under(List.of(constraint)))
                .isInstanceOf(InfeasibleException.class)
                .hasMessage("No subnet of mbv3 fits 3 ms on pixel (fastest: 9.87 ms at 128 px)."
                        + " Maybe raise --latency or add lower resolutions.");
    }

    @Test
    void the_fastest_value_includes_the_margin_and_is_a_budget_that_can_be_kept() {
        Constraint constraint = Constraint.latency(LatencyBudget.parse("9.9ms"), latency(), 0.05, "pixel");
        assertThatThrownBy(() -> search().under(List.of(constraint)))
                .hasMessage("No subnet of mbv3 fits 9.9 ms on pixel (fastest: 10.4 ms at 128 px, with a margin of 5 %)."
                        + " Maybe raise --latency or add lower resolutions.");
        Constraint raised = Constraint.latency(LatencyBudget.parse("10.4ms"), latency(), 0.05, "pixel");
        assertThat(found(List.of(raised), NODES)).isNotNull();
    }

    @Test
    void other_budgets_name_their_own_options() {
        assertThatThrownBy(() -> search().under(List.of(Constraint.macs(MacBudget.parse("20M"), MBV3))))
                .hasMessageMatching("No subnet of mbv3 fits 20M MACs \\(fewest: [0-9.]+M MACs at 128 px\\)\\."
                        + " Maybe raise --max-macs or add lower resolutions\\.");
        assertThatThrownBy(() -> search().under(List.of(Constraint.parameters(ParameterBudget.parse("1.2M"), MBV3))))
                .hasMessageMatching(
                        "No subnet of mbv3 fits 1\\.2M parameters \\(fewest: [0-9.]+M parameters at 128 px\\)\\."
                                + " Maybe raise --max-params or add narrower stages\\.");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_is_possible_together_is_decided_as_by_enumeration(int seed) {
        SearchSpace space = SmallSpaces.tiny();
        SplittableRandom random = new SplittableRandom(seed);
        List<AdditiveCost> costs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long quirk = random.nextLong();
            costs.add(AdditiveCost.of(
                    space,
                    (resolution, layer) ->
                            new SplittableRandom(quirk + layer.key().hashCode()).nextInt(1, 20),
                    resolution -> 0));
        }
        // Limits around the values of the architecture with the least largest rank: about half are possible.
        List<Architecture> all = SmallSpaces.all(space);
        Architecture knee = all.stream()
                .min(Comparator.comparingDouble(a -> costs.stream()
                        .mapToDouble(c -> c.of(a) / c.minimum())
                        .max()
                        .orElseThrow()))
                .orElseThrow();
        List<Constraint> constraints = costs.stream()
                .map(c -> Synthetic.constraint(c, Math.max(c.minimum(), c.of(knee) - random.nextInt(3))))
                .toList();
        boolean possible = all.stream().anyMatch(a -> constraints.stream().allMatch(c -> c.allows(a)));
        if (possible) {
            Genome found = found(constraints, NODES);
            assertThat(constraints).allMatch(c -> c.bound().allows(found));
            return;
        }
        assertThatThrownBy(() -> found(constraints, NODES))
                .isInstanceOf(InfeasibleException.class)
                .hasMessageContaining(" together, though each alone is possible (closest: ");
    }

    @ParameterizedTest(name = "every limit {0} times its least")
    @ValueSource(doubles = {1.1, 1.2, 1.25, 1.3, 1.35, 1.4, 1.5, 1.7})
    void three_limits_on_133128_architectures_are_decided_as_by_enumeration_seeds_1_to_3(double factor) {
        SearchSpace space = SmallSpaces.enumerable();
        List<Constraint> constraints = IntStream.rangeClosed(1, 3)
                .mapToObj(seed -> AdditiveCost.of(
                        space,
                        (resolution, layer) ->
                                new SplittableRandom(7919L * seed + layer.key().hashCode()).nextInt(1, 20),
                        resolution -> 0))
                .map(cost -> Synthetic.constraint(cost, Math.floor(cost.minimum() * factor)))
                .toList();
        boolean possible = SmallSpaces.all(space).stream()
                .anyMatch(a -> constraints.stream().allMatch(c -> c.allows(a)));
        boolean found = true;
        try {
            found(constraints, NODES);
        } catch (InfeasibleException e) {
            assertThat(e).hasMessageContaining(" together, though each alone is possible");
            found = false;
        }
        assertThat(found).isEqualTo(possible);
    }

    @Test
    void budgets_that_exclude_each_other_name_all_of_them() {
        AdditiveCost macs = AdditiveCost.macs(MBV3);
        AdditiveCost reverse = AdditiveCost.of(MBV3, (r, layer) -> 0, r -> 1e9 * (300 - r) / 76);
        List<Constraint> constraints = List.of(
                Constraint.latency(LatencyBudget.parse("1.1s"), reverse, 0, "pixel"),
                Constraint.macs(new MacBudget((long) (1.2 * macs.minimum())), MBV3));
        assertThatThrownBy(() -> search().under(constraints))
                .isInstanceOf(InfeasibleException.class)
                .hasMessageMatching(
                        "No subnet of mbv3 fits 1\\.1 s on pixel and [0-9.]+M MACs together, though each alone is"
                                + " possible \\(closest: .* with .*M MACs\\)\\. Maybe raise --latency or --max-macs\\.");
    }

    @Test
    void where_the_bounded_search_runs_out_the_message_claims_no_proof() {
        SearchSpace space = SmallSpaces.enumerable();
        // Feasible sums are rare: odd large numbers that must nearly meet two complementary limits.
        AdditiveCost cost = AdditiveCost.of(
                space, (r, layer) -> new SplittableRandom(layer.key().hashCode()).nextInt(1, 1000), r -> 0);
        AdditiveCost complement = AdditiveCost.of(
                space, (r, layer) -> 1001 - new SplittableRandom(layer.key().hashCode()).nextInt(1, 1000), r -> 0);
        double depthsCost = cost.of(space.smallest()) + complement.of(space.smallest());
        List<Constraint> constraints = List.of(
                Synthetic.constraint(cost, depthsCost * 0.41 + 0.5),
                Synthetic.constraint(complement, depthsCost * 0.59));
        assertThatThrownBy(() -> found(constraints, 3))
                .isInstanceOf(InfeasibleException.class)
                .hasMessageContaining("does not prove that there is none");
    }

    private static Genome found(List<Constraint> constraints, long nodes) {
        return FeasiblePoint.of(constraints, AdditiveBound.of(constraints), nodes);
    }

    private static Search search() {
        return new Search(MBV3, architecture -> 0.5, SearchSettings.ofSeed(1));
    }
}
