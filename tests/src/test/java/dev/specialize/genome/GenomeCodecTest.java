package dev.specialize.genome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GenomeCodecTest {
    @ParameterizedTest(name = "{0}, seed 1")
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void architectures_and_random_genes_round_trip(String name) {
        SearchSpace space = space(name);
        GenomeCodec codec = new GenomeCodec(space);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            Architecture architecture = new ArchitectureSampler(space).sample(random);
            Genome encoded = codec.encode(architecture);
            assertThat(codec.decode(encoded)).isEqualTo(architecture);
            assertThat(codec.canonical(encoded.toGenes())).isEqualTo(encoded).hasSameHashCodeAs(encoded);
            Genome drawn = codec.canonical(IntStream.range(0, codec.length())
                    .map(p -> random.nextInt(codec.isPlace(p) ? 1 : 0, codec.values(p)))
                    .toArray());
            assertThat(codec.encodeChecked(codec.decode(drawn))).isEqualTo(drawn);
            assertThat(drawn.compareTo(encoded) == 0).isEqualTo(drawn.equals(encoded));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void positions_count_as_many_architectures_as_the_space_has(String name) {
        GenomeCodec codec = new GenomeCodec(space(name));
        BigInteger count = BigInteger.valueOf(codec.values(0));
        for (int s = 0; s < codec.stages(); s++) {
            BigInteger ofStage = BigInteger.ZERO;
            for (int d = 0; d < codec.values(codec.depthPosition(s)); d++) {
                BigInteger ofDepth = BigInteger.ONE;
                for (int b = 0; b < codec.depth(s, d); b++) {
                    ofDepth = ofDepth.multiply(BigInteger.valueOf(codec.values(codec.firstPlace(s) + b) - 1L));
                }
                ofStage = ofStage.add(ofDepth);
            }
            count = count.multiply(ofStage).multiply(BigInteger.valueOf(codec.values(codec.widthPosition(s))));
        }
        assertThat(count).isEqualTo(codec.space().size());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3", "resnet50"})
    void every_position_past_the_resolution_is_one_thing(String name) {
        GenomeCodec codec = new GenomeCodec(space(name));
        for (int p = 1; p < codec.length(); p++) {
            int things = (codec.isDepth(p) ? 1 : 0) + (codec.isWidth(p) ? 1 : 0) + (codec.isPlace(p) ? 1 : 0);
            assertThat(things).as("position %d", p).isEqualTo(1);
        }
        assertThat(codec.firstPlace(codec.stages())).isEqualTo(codec.length());
    }

    @Test
    void an_architecture_of_another_space_is_refused() {
        GenomeCodec codec = new GenomeCodec(space("mbv3"));
        assertThatThrownBy(() -> codec.encodeChecked(space("mbv3-32").largest()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not an architecture of mbv3: ");
    }

    @Test
    void a_score_that_adds_up_has_what_it_adds_as_slopes() {
        double[][] byPosition = {{1, 2}, {0, 3, 5}};
        AdditiveScore score = new AdditiveScore(10, byPosition);
        assertThat(score.of(new Genome(new int[] {1, 2}))).isEqualTo(17);
        assertThat(score.slopes(new Genome(new int[] {0, 0})).orElseThrow()).isDeepEqualTo(byPosition);
        GenomeScore other = genome -> 1;
        assertThat(other.slopes(new Genome(new int[] {0, 0}))).isEmpty();
    }

    private static SearchSpace space(String name) {
        return BuiltInSpaces.named(name).orElseThrow();
    }
}
