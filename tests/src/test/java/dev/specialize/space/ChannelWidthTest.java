package dev.specialize.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelWidthTest {
    /** Half-way goes up; what would lose more than 10 % goes up too; nothing is below 8. */
    @ParameterizedTest
    @CsvSource({
        "1, 8",
        "8, 8",
        "11.9, 16",
        "12, 16",
        "16, 16",
        "19.2, 24",
        "19.9, 24",
        "35, 32",
        "36, 40",
        "44, 48",
        "1152, 1152"
    })
    void widths_are_rounded_to_eights(double width, int expected) {
        assertThat(ChannelWidth.divisible(width)).isEqualTo(expected);
    }
}
