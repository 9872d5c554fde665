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
