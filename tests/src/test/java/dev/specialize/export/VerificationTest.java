package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    @Test
    void the_scale_is_the_spread_within_an_image() {
        Verification verification =
                Verification.compare(new float[] {99, 101, -1, 1}, new float[] {99, 101.00005f, -1, 1}, 2);
        assertThat(verification.scale()).isEqualTo(1);
        assertThat(verification.maxAbsoluteDifference()).isBetween(4e-5, 6e-5);
        assertThat(verification.images()).isEqualTo(2);
        assertThat(verification.require().sameClass()).isEqualTo(2);
    }

    @Test
    void a_difference_above_the_tolerance_fails() {
        Verification verification = Verification.compare(new float[] {-1, 1}, new float[] {-1, 1.0003f}, 2);
        assertThat(verification.passes()).isFalse();
        assertThatThrownBy(verification::require)
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("0.00030 of the logits' scale (allowed: 1e-04)")
                .hasMessageContaining("Maybe ");
    }

    @Test
    void a_network_that_magnifies_roundings_may_differ_by_a_few_of_them_on_its_calmer_images() {
        float[] reference = {-1, 1, -1, 1};
        float[] nudged = {-1, 1.0001f, -1, 3};
        RoundingSensitivity sensitivity = new RoundingSensitivity(reference, nudged, 2);
        Verification near = sensitivity.compare(new float[] {-1, 1.001f, 5, 0});
        assertThat(near.tolerance()).isCloseTo(16e-4, within(1e-5));
        assertThat(near.images()).isEqualTo(1);
        assertThat(near.passes()).isTrue();
        assertThat(sensitivity.compare(new float[] {-1, 1.002f, -1, 1}).passes())
                .isFalse();
        assertThat(new RoundingSensitivity(reference, reference, 2)
                        .compare(reference)
                        .tolerance())
                .isEqualTo(Verification.TOLERANCE);
        assertThat(new RoundingSensitivity(reference, new float[] {1, -1, 1, -1}, 2)
                        .compare(reference)
                        .tolerance())
                .isEqualTo(1e-2);
    }

    @Test
    void another_class_counts_unless_the_network_itself_cannot_tell_them_apart() {
        float[] reference = {1, 0, -1, 1, 1.00001f, -1};
        Verification verification = Verification.compare(reference, new float[] {0, 1, -1, 1.00001f, 1, -1}, 3);
        assertThat(verification.sameClass()).isEqualTo(1);
    }

    @Test
    void a_network_that_says_nothing_is_only_matched_exactly() {
        float[] constant = {2, 2};
        assertThat(Verification.compare(constant, constant, 2).passes()).isTrue();
        assertThat(Verification.compare(constant, new float[] {2, 2.0001f}, 2).passes())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void values_that_are_not_finite_fail(float value) {
        float[] finite = {1, 2};
        float[] broken = {1, value};
        assertThatThrownBy(() -> Verification.compare(finite, broken, 2))
                .isInstanceOf(VerificationException.class)
                .hasMessageStartingWith("The model's logits hold " + value);
        assertThatThrownBy(() -> Verification.compare(broken, finite, 2))
                .isInstanceOf(VerificationException.class)
                .hasMessageStartingWith("The network's logits hold " + value);
    }
}
