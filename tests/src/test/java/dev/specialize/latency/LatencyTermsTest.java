package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.latency.LatencyTerms.Group;
import dev.specialize.space.Activation;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencyTermsTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3").orElseThrow();
    private static final LatencyTerms TERMS = new LatencyTerms(SPACE);
    private static final double USUAL_NANOS = 7;

    /** Each layer takes 1 ns, so a feature counts its layers. */
    private static double[] counts(Network network) {
        double[] row = new double[TERMS.size()];
        for (Layer layer : network.layers()) {
            TERMS.add(row, network.input().size(), layer, 1, USUAL_NANOS);
        }
        return row;
    }

    private static double sum(double[] row, Group group) {
        return Arrays.stream(TERMS.columns(group)).mapToDouble(i -> row[i]).sum();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void each_group_shares_out_the_whole_time(long seed) {
        Architecture architecture = new ArchitectureSampler(SPACE).sample(224, new SplittableRandom(seed));
        Network network = SPACE.lower(architecture);
        double[] row = counts(network);
        int layers = network.layers().size();
        double residuals = network.layers().stream()
                .filter(InvertedResidual.class::isInstance)
                .count();

        assertThat(sum(row, Group.SCALE)).isEqualTo(layers);
        assertThat(sum(row, Group.BLOCK)).isEqualTo(layers);
        assertThat(sum(row, Group.COUNT)).as("by kind and by place").isEqualTo(2 * USUAL_NANOS * layers);
        assertThat(sum(row, Group.TRAIT)).isEqualTo(2 * layers + 5 * residuals);
    }

    @Test
    void what_grows_with_the_resolution_is_lowest_at_the_lowest_and_highest_at_the_highest() {
        List<Integer> resolutions = SPACE.resolutions();
        Architecture smallest = SPACE.smallest();
        double[] shares = resolutions.stream()
                .mapToDouble(resolution -> {
                    Network network = SPACE.lower(new Architecture(resolution, smallest.widths(), smallest.stages()));
                    return sum(counts(network), Group.BLOCK_BY_SIZE)
                            / network.layers().size();
                })
                .toArray();

        assertThat(shares).isSorted();
        assertThat(shares[0]).isCloseTo(-0.5, within(1e-12));
        assertThat(shares[shares.length - 1]).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void a_layer_of_another_space_is_refused() {
        Layer foreign = new Convolution("c", new FeatureMap(7, 8), 7, 3, 1, true, Activation.RELU);

        assertThatThrownBy(() -> TERMS.add(new double[TERMS.size()], 224, foreign, 1, 1))
                .hasMessage("No layer " + foreign.key() + " in the space");
    }
}
