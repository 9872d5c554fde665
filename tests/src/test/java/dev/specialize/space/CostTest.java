package dev.specialize.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostTest {
    /** By hand: 4 x 4 map, 8 -> 16 -> 8 channels, 3 x 3, with squeeze-and-excitation to 8 and a residual. */
    @Test
    void a_block_costs_what_counting_on_paper_says() {
        Layer block = new InvertedResidual("b", new FeatureMap(8, 4), 16, 8, 3, 1, true, true, Activation.RELU);
        int macs = 8 * 16 * 16 + 16 * 9 * 16 + 2 * 16 * 8 + 16 * 8 * 16;
        int parameters = (8 * 16 + 2 * 16) + (16 * 9 + 2 * 16) + (16 * 8 + 8) + (8 * 16 + 16) + (16 * 8 + 2 * 8);
        // input kept, expanded map, depthwise output
        int peak = (8 * 16 + 16 * 16 + 16 * 16) * 4;
        assertThat(block.cost()).isEqualTo(new Cost(macs, parameters, peak));
    }

    /** By hand: 5 x 5 map, 16 -> 8 -> 24 channels, stride 2, so the maps after it are 3 x 3. */
    @Test
    void a_projected_bottleneck_costs_what_counting_on_paper_says() {
        Layer block = new Bottleneck("b", new FeatureMap(16, 5), 8, 24, 3, 2, true, Activation.RELU);
        int macs = 16 * 8 * 25 + 8 * 8 * 9 * 9 + 8 * 24 * 9 + 16 * 24 * 9;
        int parameters = (16 * 8 + 16) + (8 * 8 * 9 + 16) + (8 * 24 + 48) + (16 * 24 + 48);
        // input, shortcut, reduced map
        int peak = (16 * 25 + 24 * 9 + 8 * 25) * 4;
        assertThat(block.cost()).isEqualTo(new Cost(macs, parameters, peak));
    }

    @Test
    void costs_add_up_and_the_peak_is_the_highest() {
        Cost both = new Cost(1, 20, 300).then(new Cost(5, 60, 100));
        assertThat(both).isEqualTo(new Cost(6, 80, 300));
    }

    @Test
    void an_odd_map_is_halved_upwards() {
        assertThat(new FeatureMap(3, 7).convolved(8, 2)).isEqualTo(new FeatureMap(8, 4));
        assertThat(new FeatureMap(3, 8).convolved(8, 2)).isEqualTo(new FeatureMap(8, 4));
    }
}
