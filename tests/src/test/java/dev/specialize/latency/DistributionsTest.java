package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.regression.EstimatedVariance;
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
        "5, 0.975, 2.5706", "5, 0.95, 2.0150", "10, 0.975, 2.2281", "10, 0.995, 3.1693", "30, 0.975, 2.0423",
        "1, 0.999, 318.3088", "2, 0.995, 9.9248", "2, 0.999, 22.3271", "3, 0.995, 5.8409", "7, 0.99, 2.9980",
        "1.5, 0.95, 3.7052", "2.5, 0.975, 3.5747", "12.4, 0.95, 1.7775", "1000000, 0.975, 1.9600"
    })
    void students_distribution_is_that_of_the_tables(double freedom, double probability, double value) {
        assertThat(Student.point(probability, freedom)).isCloseTo(value, within(5e-5 * Math.max(1, value)));
        assertThat(Student.point(1 - probability, freedom)).isCloseTo(-value, within(5e-5 * Math.max(1, value)));
    }

    @ParameterizedTest(name = "{0} degrees of freedom")
    @ValueSource(doubles = {1, 1.2, 2, 7, 29.7, 1e3, 1e7})
    void so_much_of_students_distribution_is_below_a_point_as_the_point_is_for(double freedom) {
        for (double probability : new double[] {0.001, 0.3, 0.5, 0.51, 0.9, 0.95, 0.999}) {
            assertThat(Student.below(Student.point(probability, freedom), freedom))
                    .isCloseTo(probability, within(1e-6));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {-400, -2, -0.1, 0, 1e-6, 0.7, 1.4, 1.5, 3, 30, 1e9})
    void students_distribution_of_one_and_of_two_degrees_is_that_of_the_formulas(double x) {
        assertThat(Student.below(x, 1)).isCloseTo(0.5 + Math.atan(x) / Math.PI, within(1e-8));
        assertThat(Student.below(x, 2)).isCloseTo(0.5 + x / (2 * Math.sqrt(2 + x * x)), within(1e-8));
    }

    @Test
    void variances_add_up_and_the_worse_known_one_of_them_tells_how_well_their_sum_is_known() {
        EstimatedVariance few = new EstimatedVariance(4e-4, 2);
        EstimatedVariance known = EstimatedVariance.known(4e-4);

        assertThat(few.plus(few).value()).isCloseTo(8e-4, within(1e-15));
        assertThat(few.plus(few).degrees()).isCloseTo(4, within(1e-9));
        assertThat(few.plus(known).degrees()).as("2 (1 + 1)^2").isCloseTo(8, within(1e-3));
        assertThat(few.plus(known).plus(few).degrees())
                .as("in whichever order")
                .isCloseTo(few.plus(few).plus(known).degrees(), within(1e-9));
        assertThat(few.plus(EstimatedVariance.known(0))).isEqualTo(few);
        assertThat(EstimatedVariance.known(0).plus(few)).isEqualTo(few);
        assertThat(few.bound(0.995)).isCloseTo(9.9248 * 0.02, within(1e-5));
        assertThat(known.times(4).bound(0.975)).isCloseTo(1.96 * 0.04, within(1e-5));
        assertThatThrownBy(() -> new EstimatedVariance(-1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EstimatedVariance(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0.05, 0.5, 0.8, 0.95, 0.99})
    void a_bound_is_kept_with_the_probability_that_it_is_for(double probability) {
        for (double degrees : new double[] {1, 2.3, 7, 1e6}) {
            LatencyPrediction prediction = new LatencyPrediction(2e6, 5e4, degrees);

            assertThat(prediction.probabilityWithin(prediction.boundNanos(probability)))
                    .isCloseTo(probability, within(1e-6));
            assertThat(prediction.relativeMargin(probability))
                    .isCloseTo(prediction.boundNanos(probability) / 2e6 - 1, within(1e-12));
        }
    }

    @Test
    void a_prediction_without_doubt_holds_or_does_not() {
        LatencyPrediction certain = new LatencyPrediction(100, 0, 2);

        assertThat(certain.probabilityWithin(100)).isEqualTo(1);
        assertThat(certain.probabilityWithin(99.9)).isZero();
        assertThat(certain.boundNanos(0.99)).isEqualTo(100);
    }
}
