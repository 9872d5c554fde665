package dev.specialize.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and units as people read them. */
final class DigitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0237, 0.0237",
        "2.374, 2.37",
        "23.74, 23.7",
        "237.4, 237",
        "2374, 2374",
        "-2.374, -2.37",
        "9.999, 10.0"
    })
    void three_digits_are_kept_and_no_digit_is_lost(double value, String text) {
        assertThat(Digits.three(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0_B",
        "512, 512_B",
        "999, 999_B",
        "1000, 1.00_KB",
        "147456, 147_KB",
        "999600, 1.00_MB",
        "1524572, 1.52_MB"
    })
    void bytes_have_prefixes_of_powers_of_a_thousand(long bytes, String text) {
        assertThat(Digits.bytes(bytes)).isEqualTo(text.replace('_', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource({"250000, 237000, 237_µs", "1000000, 237000, 0.237_ms", "3e9, 1.5e9, 1.50_s", "5, 2.5, 2.50_ns"})
    void one_unit_serves_for_all_latencies_of_a_report(double budget, double nanos, String text) {
        assertThat(TimeScale.of(budget).text(nanos)).isEqualTo(text.replace('_', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource({"0.95, 95_%", "0.999, 99.9_%", "0.5, 50_%"})
    void a_confidence_is_repeated_as_it_was_given(double fraction, String text) {
        assertThat(Digits.percentAsGiven(fraction)).isEqualTo(text.replace('_', '\u00a0'));
    }
}
