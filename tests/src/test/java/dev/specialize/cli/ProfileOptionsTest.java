package dev.specialize.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of {@code profile} and cannot be. */
class ProfileOptionsTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"--minutes, 0", "--minutes, -1", "--minutes, NaN", "--batch, 0", "--nets, 1"})
    void a_number_that_is_out_of_range_is_told_by_its_option(String option, String value) {
        InProcess.run("profile", option, value).assertRefused(ExitCode.USAGE, option, "got " + value);
    }

    @Test
    void this_machine_does_not_take_the_name_of_another_device() {
        InProcess.run("profile", "--space", "mbv3-32", "--name", "pixel")
                .assertRefused(ExitCode.USAGE, "not 'pixel'", "adb:SERIAL");
    }

    @Test
    void another_device_does_not_take_the_name_of_this_machine() {
        InProcess.run("profile", "--space", "mbv3-32", "--device", "ssh://pi@board", "--name", "local")
                .assertRefused(ExitCode.USAGE, "'local' is this machine", "ssh://pi@board", "--name");
    }
}
