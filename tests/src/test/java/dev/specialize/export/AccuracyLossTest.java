package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class AccuracyLossTest {
    @Test
    void right_answers_are_counted_on_each_side() {
        float[] before = {1, 0, 1, 0, 0, 1, 0, 1};
        float[] after = {1, 0, 0, 1, 0, 1, 1, 0};
        AccuracyLoss loss = AccuracyLoss.of(before, after, new int[] {0, 0, 0, 0}, 0.01);
        assertThat(loss).isEqualTo(new AccuracyLoss(4, 1, 1, 0.01));
        assertThat(loss.lost()).isZero();
    }

    @Test
    void what_chance_explains_is_not_held_against_a_model() {
        assertThat(new AccuracyLoss(1000, 30, 15, 0.01).deviation()).isCloseTo(Math.sqrt(45) / 1000, within(1e-12));
        assertThat(new AccuracyLoss(1000, 30, 15, 0.01).passes()).isTrue();
        assertThat(new AccuracyLoss(1000, 1, 0, 0.001).passes()).isTrue();
        assertThat(new AccuracyLoss(10_000, 290, 150, 0.01).passes()).isTrue();
        assertThat(new AccuracyLoss(10_000, 400, 150, 0.01).passes()).isFalse();
        assertThat(new AccuracyLoss(10_000, 0, 400, 0).passes()).isTrue();
    }

    @Test
    void a_loss_that_is_too_large_says_how_large() {
        assertThatThrownBy(() -> new AccuracyLoss(1000, 100, 20, 0.01).require())
                .isInstanceOf(VerificationException.class)
                .hasMessageStartingWith("The exported model is right on 8.0 points fewer of 1,000 images than in fp32"
                        + " (allowed: 1.0). Maybe ");
    }
}
