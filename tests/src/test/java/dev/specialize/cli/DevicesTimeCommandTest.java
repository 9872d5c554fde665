package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.Precision;
import dev.specialize.files.JsonFile;
import dev.specialize.latency.ModelForm;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.ArchitectureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of anybody's, timed on this machine. */
@Tag("timing")
final class DevicesTimeCommandTest {
    private static final SearchSpace SPACE =
            JsonFile.read(TinySupernet.trained().space(), SearchSpace.class);

    @TempDir
    private Path folder;

    private Path model() throws IOException {
        byte[] onnx = new ModelForm(1, Precision.FP32).untrained(SPACE.lower(SPACE.largest()));
        return Files.write(folder.resolve("net.onnx"), onnx);
    }

    @Test
    void a_model_takes_some_time_in_each_process_and_a_budget_is_held_or_not() throws IOException {
        Path model = model();
        Launcher.Result result =
                InProcess.run("devices", "time", "local", model, "--processes", 3, "--within", "10s", "--json");
        result.assumeCalm();
        assertThat(result.code()).as(result.err()).isZero();
        @SuppressWarnings("unchecked") // what the command prints with --json
        List<Map<String, Object>> timed = JsonFile.parse(result.out(), Path.of("stdout"), List.class);
        assertThat(timed).singleElement().satisfies(one -> {
            assertThat(one).containsEntry("file", model.toString());
            assertThat((Double) one.get("meanNanos")).isPositive();
            assertThat((List<?>) one.get("nanosByProcess")).hasSizeBetween(2, 3);
        });

        Launcher.Result missed =
                InProcess.run("devices", "time", "local", model, model, "--processes", 2, "--within", "1ns");
        missed.assumeCalm();
        assertThat(missed.code()).isEqualTo(ExitCode.VERIFICATION);
        assertThat(missed.out().lines()).hasSize(2).allMatch(line -> line.endsWith("  " + model));
        assertThat(missed.err()).endsWith("not every model holds 1 ns\n");
    }

    @Test
    void what_cannot_be_timed_is_named() throws IOException {
        Path model = model();
        Path text = Files.writeString(folder.resolve("notes.onnx"), "no model");
        Launcher.Result refused = InProcess.run("devices", "time", "local", model, text);
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(text + ": ONNX Runtime does not accept the model: ");

        Path pixels = folder.resolve("pixels.onnx");
        Path architecture = folder.resolve("a.json");
        ArchitectureFile.write(architecture, SPACE.name(), SPACE.largest());
        Launcher.Result export = InProcess.run(
                "export",
                "--supernet",
                TinySupernet.trained().folder(),
                "--architecture",
                architecture,
                "--embed-preprocessing",
                "--output",
                pixels);
        assertThat(export.code()).as(export.err()).isZero();
        InProcess.run("devices", "time", "local", pixels)
                .assertRefused(ExitCode.USAGE, pixels + ": 'pixels' is not a float32 tensor");

        Path missing = folder.resolve("missing.onnx");
        Launcher.Result absent = InProcess.run("devices", "time", "local", missing);
        assertThat(absent.code()).isEqualTo(ExitCode.USAGE);
        assertThat(absent.err()).contains("Cannot read " + missing);

        assertThat(InProcess.run("devices", "time", "local", model, "--quantile", "p99")
                        .err())
                .contains("quantile must be one of p50, p95, got 'p99'");
    }
}
