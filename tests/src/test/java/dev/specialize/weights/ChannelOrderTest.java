package dev.specialize.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.supernet.DoubleNetwork;
import dev.specialize.supernet.TinySupernet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChannelOrderTest {
    private static final int IMAGES = 2;

    static Stream<SearchSpace> spaces() {
        return TinySupernet.spaces().stream();
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void the_largest_network_computes_what_it_computed_before(SearchSpace space) {
        Weights weights = TinySupernet.weights(space, 3);
        Weights sorted = ChannelOrder.sorted(weights, opened(space, 1));
        assertThat(sorted).isNotEqualTo(weights);
        assertSameLogits(space, space.largest(), weights, sorted);
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void narrower_networks_that_are_open_stay_what_they_are(SearchSpace space) {
        Weights weights = TinySupernet.weights(space, 4);
        Weights sorted = ChannelOrder.sorted(weights, opened(space, 2));
        for (long seed = 0; seed < 5; seed++) {
            assertSameLogits(space, TinySupernet.sampled(opened(space, 2), seed), weights, sorted);
        }
    }

    @Test
    void the_most_important_channels_come_first_in_each_band() {
        SearchSpace space = TinySupernet.SPACE;
        Weights weights = TinySupernet.weights(space, 5);
        double[] all = importance(ChannelOrder.sorted(weights, opened(space, 1)));
        assertThat(all).hasSize(48); // 16 channels, three times as wide
        assertThat(descends(all, 0, 48)).isTrue();

        double[] banded = importance(ChannelOrder.sorted(weights, space));
        assertThat(descends(banded, 0, 16)).isTrue();
        assertThat(descends(banded, 16, 48)).isTrue();
        assertThat(descends(banded, 0, 48)).isFalse();
    }

    @Test
    void what_is_sorted_already_stays_as_it_is() {
        SearchSpace space = TinySupernet.SPACE;
        Weights once = ChannelOrder.sorted(TinySupernet.weights(space, 6), opened(space, 1));
        Weights twice = ChannelOrder.sorted(once, opened(space, 1));
        once.tensors()
                .forEach((name, tensor) ->
                        assertThat(twice.get(name).values()).as(name).isEqualTo(tensor.values()));
    }

    private static SearchSpace opened(SearchSpace space, int expands) {
        List<Stage> stages =
                space.stages().stream().map(s -> s.largest(9, expands, 9)).toList();
        return space.withStages(stages);
    }

    private static double[] importance(Weights weights) {
        Tensor project = weights.get("stages.1.blocks.0.project.weight");
        int middle = project.shape().get(1);
        double[] norms = new double[middle];
        for (int i = 0; i < project.values().length; i++) {
            norms[i % middle] += Math.abs(project.values()[i]);
        }
        return norms;
    }

    private static boolean descends(double[] values, int begin, int end) {
        return IntStream.range(begin + 1, end).allMatch(i -> values[i] <= values[i - 1]);
    }

    private static void assertSameLogits(SearchSpace space, Architecture architecture, Weights one, Weights other) {
        float[] images =
                TinySupernet.preprocessing().nhwc(TinySupernet.images(IMAGES, 1), 0, IMAGES, architecture.resolution());
        double[][] before = new DoubleNetwork(one).logits(space.lower(architecture), images, IMAGES);
        double[][] after = new DoubleNetwork(other).logits(space.lower(architecture), images, IMAGES);
        for (int i = 0; i < before.length; i++) {
            for (int j = 0; j < before[i].length; j++) {
                assertThat(after[i][j]).isCloseTo(before[i][j], within(1e-9));
            }
        }
    }
}
