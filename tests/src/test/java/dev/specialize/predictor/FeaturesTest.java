package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeaturesTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final GenomeCodec CODEC = new GenomeCodec(SPACE);
    private static final String REST = " k3e3.k3e3 k3e3.k3e3";

    @ParameterizedTest(name = "from r24 k3e3.k3e3 .. to {0}")
    @CsvSource({
        "r24 k3e3.k3e3, 0",
        "r24 k5e3.k3e3, 0.25",
        "r24 k7e3.k3e3, 1",
        "r24 k3e4.k3e3, 0.5",
        "r24 k3e6.k3e3, 2",
        "r24 k7e6.k7e6, 6",
        "r24 k3e3.k3e3.k3e3, 2",
        "r24 k3e3.k3e3.k7e6, 5",
        "r28 k3e3.k3e3, 2.25",
        "r32 k3e3.k3e3, 9"
    })
    void ordered_choices_are_as_far_apart_as_they_stand_in_their_lists(String start, double squaredDistance) {
        Features features = Features.of(CODEC, Encoding.ORDERED);
        assertThat(distance(features, "r24 k3e3.k3e3" + REST, start + REST)).isCloseTo(squaredDistance, within(1e-12));
    }

    @Test
    void mixed_distances_are_ordered_ones_and_a_tenth_of_one_hot_ones_seed_1() {
        SplittableRandom random = new SplittableRandom(1);
        ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
        for (int i = 0; i < 50; i++) {
            String one = sampler.sample(random).toString();
            String other = sampler.sample(random).toString();
            double expected = distance(Features.of(CODEC, Encoding.ORDERED), one, other)
                    + 0.1 * distance(Features.of(CODEC, Encoding.ONE_HOT), one, other);
            assertThat(distance(Features.of(CODEC, Encoding.MIXED), one, other)).isCloseTo(expected, within(1e-12));
        }
    }

    /** The whole list of expansions in two blocks: (2 * sqrt 2)^2; of kernels: 2^2; one of the first, 1.5 of the second: 2 + 1.5^2. */
    @ParameterizedTest(name = "from r24 k3e3.k3e3 .. to {0}")
    @CsvSource({
        "r24 k3e3.k3e3, 0",
        "r24 k3e3.k3e3.k3e3, 2",
        "r24 k3e6.k3e6, 8",
        "r24 k7e3.k7e3, 4",
        "r24 k7e6.k5e3, 4.25"
    })
    void totals_are_far_apart_as_far_as_all_is_in_all(String start, double squaredDistance) {
        Totals totals = new Totals(CODEC);
        int[] one = totals.of(CODEC.encodeChecked(Architecture.parse("r24 k3e3.k3e3" + REST)));
        int[] other = totals.of(CODEC.encodeChecked(Architecture.parse(start + REST)));
        double sum = 0;
        for (int k = 0; k < totals.count(); k++) {
            assertThat(Math.abs(one[k] - other[k])).isLessThanOrEqualTo(totals.largest());
            sum += totals.distance(k, one[k] - other[k]);
        }
        assertThat(sum).isCloseTo(squaredDistance, within(1e-12));
    }

    @Test
    void a_kernel_is_the_exponential_of_all_its_distances_seed_2() {
        SplittableRandom random = new SplittableRandom(2);
        ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
        Totals totals = new Totals(CODEC);
        for (int i = 0; i < 20; i++) {
            Genome one = CODEC.encode(sampler.sample(random));
            Genome other = CODEC.encode(sampler.sample(random));
            double squares = distance(
                    Features.of(CODEC, Encoding.MIXED),
                    CODEC.decode(one).toString(),
                    CODEC.decode(other).toString());
            for (int k = 0; k < totals.count(); k++) {
                squares += totals.distance(k, totals.of(one)[k] - totals.of(other)[k]);
            }
            KernelRows rows = new KernelRows(CODEC, Kernel.rbf(Encoding.TOTALLED, 0.02), List.of(other, one));
            assertThat(rows.of(one)[0]).isCloseTo(Math.exp(-0.02 * squares), within(1e-12));
            assertThat(rows.of(one)[1]).isCloseTo(rows.self(one), within(1e-12));
        }
    }

    @Test
    void widths_of_stages_are_ordered_too() {
        SearchSpace wide = BuiltInSpaces.named("resnet50").orElseThrow();
        GenomeCodec codec = new GenomeCodec(wide);
        Features features = Features.of(codec, Encoding.ORDERED);
        int position = codec.widthPosition(1);
        assertThat(codec.values(position)).isEqualTo(3);
        assertThat(features.distance(position, 0, 1)).isCloseTo(1, within(1e-12));
        assertThat(features.distance(position, 0, 2)).isCloseTo(4, within(1e-12));
    }

    private static double distance(Features features, String one, String other) {
        Genome first = CODEC.encodeChecked(Architecture.parse(one));
        Genome second = CODEC.encodeChecked(Architecture.parse(other));
        double sum = 0;
        for (int p = 0; p < features.positions(); p++) {
            sum += features.distance(p, first.gene(p), second.gene(p));
        }
        return sum;
    }
}
