package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.SharedData;
import dev.specialize.modelled.ModelledDevice;
import dev.specialize.modelled.ModelledDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device from what was published of it. */
final class DevicesModelCommandTest {
    @TempDir
    private Path folder;

    private static Path table() {
        return SharedData.file("ofa/pixel1_proxyless_224.yaml");
    }

    private static Path net(String name) {
        return SharedData.file("ofa/specialized/pixel1_lat-" + name);
    }

    private Path output() {
        return folder.resolve("pixel.json");
    }

    private Launcher.Result modelled(Object... more) {
        return InProcess.run(
                Stream.concat(Stream.of("devices", "model", "pixel", "--output", output()), Stream.of(more))
                        .toArray());
    }

    @Test
    void the_built_in_pixel_is_what_the_command_makes_of_the_published_data() throws IOException {
        ModelledDevice pixel = ModelledDevices.find("pixel").orElseThrow();
        Launcher.Result result = modelled(
                "--hardware",
                pixel.hardware(),
                "--table",
                table(),
                "--net",
                net("79ms_top1-78.7_finetune-75"),
                net("20ms_top1-71.4_finetune-25"),
                "--net",
                net("40ms_top1-74.9_finetune-25"),
                "--net",
                "58ms=" + net("58ms_top1-76.9_finetune-75").resolve("net.config"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(ModelledDevice.read(output())).isEqualTo(pixel);
        assertThat(result.out())
                .contains("pixel1_lat-20ms_top1-71.4_finetune-25", "20.00 ms", "held out", "72 table entries")
                .containsPattern("expected error [0-9.]+ %")
                .contains(output().toString());
    }

    @Test
    void missing_and_wrong_inputs_are_refused_before_anything_is_written() throws IOException {
        modelled("--table", table(), "--net", net("20ms_top1-71.4_finetune-25"))
                .assertRefused(ExitCode.USAGE, "nets must be at least 3, got 1");
        modelled("--table", folder.resolve("no.yaml"), "--net", "20ms=x")
                .assertRefused(ExitCode.USAGE, "no.yaml", "no such file");
        modelled("--table", table(), "--net", folder).assertRefused(ExitCode.USAGE, "has no time such as lat-20ms");
        modelled("--table", table(), "--net", "20ms=" + folder)
                .assertRefused(ExitCode.USAGE, "net.config: no such file");
        modelled("--table", table(), "--net", "20min=" + folder).assertRefused(ExitCode.USAGE, "'20min' is not a time");
        modelled("--table", table()).assertRefused(ExitCode.USAGE, "--net");
        assertThat(output()).doesNotExist();
        Files.createDirectory(output());
        modelled("--table", table(), "--net", "20ms=x").assertRefused(ExitCode.USAGE, "is a folder");
    }
}
