package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The names of folders that nobody chose. */
class FolderWordsTest {
    /** Those of the main job that are groups. */
    @Command
    private static final class Options {
        @Mixin
        private PrecisionOptions precision;

        @Mixin
        private PlatformOption platform;

        @Mixin
        private PromiseOptions promise;

        @Mixin
        private RankOption rank;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--precision=fp32 --platform=onnx --confidence=0.950 --quantile=p50 --rank=accuracy, 400us",
        "--precision=int8, 400us-int8",
        "--precision=auto --calibration=percentile, 400us-auto",
        "--precision=int8 --calibration=min-max --reduce-range, 400us-int8-min-max-reduce-range",
        "--rank=angle --platform=cpu-x86 --embed-preprocessing, 400us-cpu-x86-pixels-angle",
        "--confidence=0.9 --quantile=p95, 400us-p95-confidence-0.9"
    })
    void what_is_not_the_usual_is_told_in_an_order_of_its_own(String options, String expected) {
        assertThat(name(options)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"stem", "../../x", "stages.0.blocks.0"})
    void layers_of_any_name_and_number_give_a_name_that_a_folder_can_have(String layer) {
        assertThat(name("--precision=int8 --keep-fp32=" + layer)).matches("400us-int8-keep-[0-9a-f]{8}");
    }

    private static String name(String options) {
        Options parsed = new Options();
        new CommandLine(parsed).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options.split(" ", -1));
        FolderWords words = new FolderWords();
        parsed.precision.tell(words);
        parsed.platform.tell(words);
        parsed.promise.tell(words);
        parsed.rank.tell(words);
        return words.after("400us");
    }
}
