package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.Precision;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.ProfilingCommand;
import dev.specialize.latency.ProfileCheckResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

final class DevicesCheckCommandTest {
    private static final String ADVICE = "make a new one: specialize ";
    private static final PredictionError ERROR = new PredictionError(12, 50, 0, 0, 0);

    @Test
    void where_a_profile_does_not_hold_a_command_that_makes_the_same_one_anew_is_advised() {
        List<String> space = CommandLine.populateCommand(new SpaceChoice(), "--supernet", "build/net")
                .given();
        String verdict = DevicesCheckCommand.verdict(
                new ProfileCheckResult(List.of(), ERROR, 0.5, 0.02, 0.5, 0),
                new ProfilingCommand("local", Precision.INT8, space));

        assertThat(verdict).contains("does not hold any more", ADVICE);
        ParseResult profile = parsed(verdict.substring(verdict.indexOf(ADVICE) + ADVICE.length()));
        assertThat(profile.commandSpec().userObject()).isInstanceOf(ProfileCommand.class);
        assertThat(profile.matchedOptionValue("--device", "")).isEqualTo("local");
        assertThat(profile.matchedOptionValue("--precision", Precision.FP32)).isEqualTo(Precision.INT8);
        assertThat(profile.matchedOptionValue("--supernet", "")).isEqualTo("build/net");
    }

    @Test
    void the_space_that_was_given_is_given_again() {
        assertThat(CommandLine.populateCommand(new SpaceChoice(), "--space", "mbv3", "--width", "1.2")
                        .given())
                .containsExactly("--space", "mbv3", "--width", "1.2");
        assertThat(CommandLine.populateCommand(new SpaceChoice()).given()).isEmpty();
    }

    private static ParseResult parsed(String command) {
        return Main.commandLine(new Interruption(new Console(new PrintWriter(new StringWriter()))))
                .parseArgs(Arrays.stream(command.strip().split(" ", -1)).toArray(String[]::new))
                .subcommand();
    }
}
