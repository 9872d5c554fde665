package dev.specialize.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.TinySupernet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A larger space that starts from a smaller one computes what the smaller one does. */
class WarmStartTest {
    private static final double TOLERANCE = 1e-5;
    private static final int SUBNETS = 2;

    static Stream<Growth> growths() {
        return Growth.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growths")
    void every_subnet_of_the_donor_computes_the_same(Growth growth) {
        Weights donor = TinySupernet.weights(growth.donor(), 3);
        WarmStart start = start(growth, donor);
        Weights fresh = InitialWeights.of(growth.space(), 5);
        for (Architecture architecture : subnets(growth.donor())) {
            double[][] expected = Logits.ofBatch(growth.donor(), architecture, donor);
            assertThat(Logits.error(Logits.ofBatch(growth.space(), architecture, start.weights()), expected))
                    .as("by statistics of the batch, " + architecture)
                    .isLessThan(TOLERANCE);
            assertThat(Logits.error(
                            Logits.running(growth.space(), architecture, start.weights()),
                            Logits.running(growth.donor(), architecture, donor)))
                    .as("by running statistics, " + architecture)
                    .isLessThan(TOLERANCE);
            assertThat(Logits.error(Logits.ofBatch(growth.space(), architecture, fresh), expected))
                    .as("weights that nothing was done to")
                    .isGreaterThan(0.1);
        }
        assertThat(start.inheritance().departures()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growths")
    void the_largest_subnet_computes_what_the_donors_largest_does(Growth growth) {
        Weights donor = TinySupernet.weights(growth.donor(), 4);
        WarmStart start = start(growth, donor);
        Architecture largest = growth.donor().largest();
        double[][] expected = Logits.ofBatch(growth.donor(), largest, donor);
        for (Architecture own : List.of(start.counterpart(), growth.largest(start.counterpart()))) {
            assertThat(Logits.error(Logits.ofBatch(growth.space(), own, start.weights()), expected))
                    .as(own.toString())
                    .isLessThan(TOLERANCE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growths")
    void the_record_has_every_tensor_once(Growth growth) {
        Weights donor = TinySupernet.weights(growth.donor(), 4);
        Inheritance inheritance = start(growth, donor).inheritance();
        List<String> all = new ArrayList<>(inheritance.kept());
        all.addAll(inheritance.remapped());
        all.addAll(inheritance.fresh());
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        WeightShapes.of(growth.space()).keySet());
        assertThat(inheritance.unused()).isEmpty();
        assertThat(inheritance.remapped()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growths")
    void what_is_fresh_is_untouched_and_what_is_kept_is_the_donors(Growth growth) {
        Weights donor = TinySupernet.weights(growth.donor(), 4);
        Weights fresh = InitialWeights.of(growth.space(), 5);
        WarmStart start = start(growth, donor);
        start.inheritance()
                .fresh()
                .forEach(name -> assertThat(start.weights().get(name).values())
                        .as(name)
                        .isEqualTo(fresh.get(name).values()));
        for (String name : start.inheritance().kept()) {
            boolean among = donor.tensors().values().stream()
                    .anyMatch(tensor -> Arrays.equals(
                            tensor.values(), start.weights().get(name).values()));
            assertThat(among).as(name).isTrue();
        }
    }

    private static WarmStart start(Growth growth, Weights donor) {
        return WarmStart.of(growth.space(), InitialWeights.of(growth.space(), 5), Donor.of(growth.donor(), donor));
    }

    private static Set<Architecture> subnets(SearchSpace space) {
        Set<Architecture> subnets = new HashSet<>(Set.of(space.largest(), space.smallest()));
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SUBNETS; i++) {
            subnets.add(sampler.sample(random));
        }
        return subnets;
    }

    @Test
    void the_same_space_starts_with_the_same_weights() {
        for (SearchSpace space : TinySupernet.spaces()) {
            Weights donor = TinySupernet.weights(space, 2);
            WarmStart start = WarmStart.of(space, InitialWeights.of(space, 5), Donor.of(space, donor));
            assertThat(start.weights().tensors().keySet())
                    .isEqualTo(donor.tensors().keySet());
            donor.tensors()
                    .forEach((name, tensor) -> assertThat(
                                    start.weights().get(name).values())
                            .as(name)
                            .isEqualTo(tensor.values()));
            assertThat(start.inheritance().kept())
                    .containsExactlyElementsOf(donor.tensors().keySet());
            assertThat(start.counterpart()).isEqualTo(space.largest());
        }
    }
}
