package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WilsonIntervalTest {
    /** The ends p of the interval solve (share - p)^2 = z^2 p (1 - p) / n, which is how Wilson defined them. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"0.5, 10", "0.9, 100", "0.884, 1000", "0, 20", "1, 20"})
    void its_ends_solve_the_equation_that_defines_it(double share, int count) {
        WilsonInterval interval = WilsonInterval.of(share, count);
        for (double end : new double[] {interval.lowest(), interval.highest()}) {
            double left = (share - end) * (share - end);
            double right = 1.959963984540054 * 1.959963984540054 * end * (1 - end) / count;
            assertThat(left).isCloseTo(right, within(1e-12));
        }
        assertThat(interval.lowest()).isLessThanOrEqualTo(share + 1e-12);
        assertThat(interval.highest()).isGreaterThanOrEqualTo(share - 1e-12);
    }

    @Test
    void nine_in_ten_of_a_hundred_is_the_published_example() {
        WilsonInterval interval = WilsonInterval.of(0.9, 100);
        assertThat(interval.lowest()).isCloseTo(0.8256, within(5e-5));
        assertThat(interval.highest()).isCloseTo(0.9448, within(5e-5));
    }
}
