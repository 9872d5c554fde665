package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RankCorrelationTest {
    @Test
    void equal_orders_correlate_fully_and_opposite_ones_inversely() {
        double[] up = {1, 2, 3, 4};
        double[] alsoUp = {1, 10, 100, 1000};
        double[] down = {4, 3, 2, 1};
        assertThat(RankCorrelation.kendall(up, alsoUp)).isEqualTo(1);
        assertThat(RankCorrelation.spearman(up, alsoUp)).isEqualTo(1);
        assertThat(RankCorrelation.kendall(up, down)).isEqualTo(-1);
        assertThat(RankCorrelation.spearman(up, down)).isEqualTo(-1);
    }

    @Test
    void kendall_with_ties_is_tau_b() {
        double[] x = {1, 2, 2, 3};
        double[] y = {1, 3, 2, 2};
        // Pairs of x: 1<2, 1<2, 1<3, 2=2, 2<3, 2<3; of y: 1<3, 1<2, 1<2, 3>2, 3>2, 2=2.
        // Three agree, one differs, one is tied in x, one in y: (3 - 1) / sqrt(5 * 5).
        assertThat(RankCorrelation.kendall(x, y)).isEqualTo(0.4, within(1e-15));
    }

    @Test
    void spearman_with_ties_correlates_mean_ranks() {
        double[] x = {1, 2, 2, 3};
        double[] y = {1, 3, 2, 2};
        // Ranks 1, 2.5, 2.5, 4 and 1, 4, 2.5, 2.5, minus 2.5: products 2.25 + 0 + 0 + 0; squares 4.5 and 4.5.
        assertThat(RankCorrelation.spearman(x, y)).isEqualTo(0.5, within(1e-15));
    }

    @Test
    void a_list_of_equal_values_orders_nothing() {
        double[] x = {1, 2, 3};
        double[] y = {5, 5, 5};
        assertThat(RankCorrelation.kendall(x, y)).isZero();
        assertThat(RankCorrelation.spearman(x, y)).isZero();
    }
}
