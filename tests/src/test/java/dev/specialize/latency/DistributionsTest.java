package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.regression.Normal;
import dev.specialize.regression.Student;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DistributionsTest {
    @ParameterizedTest(name = "P(X <= {0}) = {1}")
    @CsvSource({
        "0, 0.5",
        "1, 0.8413447461",
        "1.644853627, 0.95",
        "1.959963985, 0.975",
        "-3, 0.0013498980",
        "6, 0.9999999990"
    })
    void the_normal_distribution_is_that_of_the_tables(double x, double probability) {
        assertThat(Normal.below(x)).isCloseTo(probability, within(1e-7));
        assertThat(Normal.below(Normal.point(probability))).isCloseTo(probability, within(1e-9));
    }

    @ParameterizedTest(name = "{1} of {0} degrees of freedom: {2}")
    @CsvSource({
        "1, 0.975, 12.7062", "1, 0.95, 6.3138", "2, 0.975, 4.3027", "2, 0.95, 2.9200", "3, 0.975, 3.1824",
        "5, 0.975, 2.5706", "5, 0.95, 2.0150", "10, 0.975, 2.2281", "10, 0.995, 3.1693", "30, 0.975, 2.0423"
    })
    void students_distribution_is_that_of_the_tables(int freedom, double probability, double value) {
        double allowed = freedom == 2 ? 0.02 : 0.005;
        assertThat(Student.point(probability, freedom)).isCloseTo(value, within(allowed * value));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0.05, 0.5, 0.8, 0.95, 0.99})
    void a_bound_is_kept_with_the_probability_that_it_is_for(double probability) {
        LatencyPrediction prediction = new LatencyPrediction(2e6, 5e4);

        assertThat(prediction.probabilityWithin(prediction.boundNanos(probability)))
                .isCloseTo(probability, within(1e-6));
        assertThat(prediction.relativeMargin(probability))
                .isCloseTo(prediction.boundNanos(probability) / 2e6 - 1, within(1e-12));
    }

    @Test
    void a_prediction_without_doubt_holds_or_does_not() {
        LatencyPrediction certain = new LatencyPrediction(100, 0);

        assertThat(certain.probabilityWithin(100)).isEqualTo(1);
        assertThat(certain.probabilityWithin(99.9)).isZero();
        assertThat(certain.boundNanos(0.99)).isEqualTo(100);
    }
}
