package dev.specialize.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CoreListTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0        | 0
            4-7      | 4-7
            0,2      | 0,2
            3,1,2    | 1-3
            0-1,1-2  | 0-2
            7-7      | 7
            """)
    void a_list_is_written_as_the_system_would(String text, String written) {
        assertThat(CoreList.parse(text)).hasToString(written);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "a", "-1", "1-", "3-1", "0,,1", "0-4096", "99999", "1 2", "0;reboot", "--help"})
    void what_is_no_list_is_refused(String text) {
        assertThatThrownBy(() -> CoreList.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cores must ");
    }

    @RepeatedTest(value = 20, name = "seed {currentRepetition}")
    void any_list_comes_back_from_its_text(RepetitionInfo seed) {
        SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
        CoreList cores =
                new CoreList(random.ints(1 + random.nextInt(30), 0, 40).boxed().toList());

        assertThat(CoreList.parse(cores.toString())).isEqualTo(cores);
    }

    @Test
    void the_system_tells_which_cores_this_program_may_use() {
        assertThat(CoreList.allowed(SystemTexts.BOARD)).contains(new CoreList(List.of(2, 3)));
        assertThat(CoreList.allowed(SystemTexts.NOTHING)).isEmpty();
    }
}
