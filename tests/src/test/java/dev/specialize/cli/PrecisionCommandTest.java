package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.Precision;
import dev.specialize.export.ModelPrecision;
import dev.specialize.files.AtomicFile;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.quantization.WeightRange;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.OtherPrecision;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.supernet.Supernet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on a device whose times are known for several precisions: a model takes some time for each byte. */
class PrecisionCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private Path folder;

    private Launcher launcher;
    private SearchSpace space;

    @BeforeEach
    void knows_the_device_in_fp32() {
        launcher = new Launcher(folder.resolve("launcher"));
        space = TINY.searchSpace();
        new SyntheticDevice(1).profile("paper", space, kept("paper.json"));
    }

    @Test
    void a_precision_without_a_profile_is_refused_with_the_command_that_makes_one() {
        run("out", "--latency", "200us", "--precision", "int8")
                .assertRefused(
                        ExitCode.USAGE,
                        "Nobody timed int8 models of tiny on 'paper'",
                        "specialize profile --device ssh://user@host (or adb:SERIAL) --name paper --precision int8");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void a_model_of_eight_bits_is_found_by_its_own_times_and_made_again_byte_by_byte() {
        times(Precision.INT8, 0.1);
        SpecializationManifest floats = made("fp32", "--latency", "60us");
        SpecializationManifest eight = made("int8", "--latency", "60us", "--precision", "int8");

        assertThat(eight.export().precision()).isEqualTo(ModelPrecision.INT8);
        assertThat(eight.device().runtime().orElseThrow().precision()).isEqualTo(Precision.INT8);
        assertThat(eight.quantization()).isPresent();
        assertThat(eight.loss().orElseThrow().passes()).isTrue();
        assertThat(eight.latency().predictedNanos()).isLessThan(floats.latency().predictedNanos() / 2);
        assertThat(eight.modelBytes()).isLessThan(floats.modelBytes());
        Path manifest = folder.resolve("int8").resolve(Specialization.MANIFEST);
        Launcher.Result again = launcher.run("reproduce", manifest, "--supernet", TINY.folder());
        assertThat(again.code()).as(again.err()).isZero();
        Launcher.Result searched = launcher.run("reproduce", manifest, "--supernet", TINY.folder(), "--search");
        assertThat(searched.code()).as(searched.err()).isZero();
        assertThat(run("int8", "--latency", "60us", "--precision", "int8").out())
                .startsWith("up to date");
    }

    @Test
    void auto_delivers_the_most_accurate_and_tells_of_the_others() throws IOException {
        times(Precision.INT8, 1);
        // too slow for any budget here
        times(Precision.FP16, 1_000);
        SpecializationManifest best = made("best", "--latency", "60us", "--precision", "auto");

        double chosen = best.accuracy().measured().orElseThrow().share();
        assertThat(best.others()).hasSize(2);
        OtherPrecision made = best.others().stream()
                .filter(other -> other.accuracy().isPresent())
                .findFirst()
                .orElseThrow();
        OtherPrecision failed = best.others().stream()
                .filter(other -> other.precision() == ModelPrecision.FP16)
                .findFirst()
                .orElseThrow();
        assertThat(made.accuracy().orElseThrow()).isLessThanOrEqualTo(chosen);
        assertThat(failed.problem().orElseThrow()).contains("No subnet of tiny fits 60 \u00b5s");
        SpecializationManifest alone =
                made("alone", "--latency", "60us", "--precision", best.export().precision());
        assertThat(alone.outputs()).isEqualTo(best.outputs());

        // what is reported was measured on the images that the precision was chosen by
        assertThat(summary(best)).contains("; the precision was chosen by them), ");
        assertThat(summary(alone)).doesNotContain("chosen by them");
        assertThat(report("best")).contains("compared on the same images").doesNotContain("choice did not rest on");
        assertThat(report("alone"))
                .doesNotContain("compared on the same images")
                .contains("choice did not rest on");

        assertThat(run("best", "--latency", "60us", "--precision", "auto").out())
                .startsWith("up to date");
        times(Precision.FP16, 900);
        assertThat(run("best", "--latency", "60us", "--precision", "auto").out())
                .as("another profile of a precision that was not chosen")
                .startsWith("model");
    }

    @Test
    void auto_asks_for_no_fp32_of_a_device_that_was_timed_in_another_precision_only() {
        times(Precision.INT8, 0.1);
        AtomicFile.delete(kept("paper.json"));
        SpecializationManifest best = made("best", "--latency", "60us", "--precision", "auto");
        assertThat(best.export().precision()).isEqualTo(ModelPrecision.INT8);
        assertThat(best.others()).isEmpty();
        assertThat(run("best", "--latency", "60us", "--precision", "auto").out())
                .startsWith("up to date");
    }

    @Test
    void int8_that_cannot_be_calibrated_keeps_no_other_model_from_its_user() {
        times(Precision.INT8, 0.1);
        Path bare = TINY.copyWithout(folder.resolve("net"), Supernet.CALIBRATION);
        Path out = folder.resolve("out");
        Object[] asked = {"--supernet", bare, "--device", "paper", "--latency", "60us", "--output", out};
        Launcher.Result best = launcher.run(with(asked, "--precision", "auto"));
        assertThat(best.code()).as(best.err()).isZero();
        Path made = out.resolve(Specialization.MANIFEST);
        SpecializationManifest manifest = SpecializationManifest.read(made);
        assertThat(manifest.export().precision()).isEqualTo(ModelPrecision.FP32);
        assertThat(manifest.others())
                .singleElement()
                .satisfies(other ->
                        assertThat(other.problem().orElseThrow()).contains("0 calibration images are too few"));

        launcher.run(with(asked, "--precision", "int8"))
                .assertRefused(ExitCode.USAGE, "0 calibration images are too few");
        assertThat(made).as("a former model's").exists();
        Launcher.Result both = launcher.run(
                "--supernet", bare, "--device", "paper", "--latency", "60us,50us", "--precision", "int8", "--json");
        assertThat(both.code()).isEqualTo(ExitCode.USAGE);
        List<?> answers = JsonFile.parse(both.out(), Path.of("stdout"), List.class);
        assertThat(answers).hasSize(2);
    }

    private static Object[] with(Object[] arguments, Object... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray();
    }

    @Test
    void a_reduced_range_is_another_model_and_made_again_byte_by_byte() {
        times(Precision.INT8, 0.1);
        made("out", "--latency", "60us", "--precision", "int8");
        SpecializationManifest seven = made("out", "--latency", "60us", "--precision", "int8", "--reduce-range");
        assertThat(seven.export().quantization().orElseThrow().weights()).isEqualTo(WeightRange.SEVEN_BITS);
        assertThat(seven.quantization().orElseThrow().weightLimit()).isEqualTo(63);
        assertThat(run("out", "--latency", "60us", "--precision", "int8", "--reduce-range")
                        .out())
                .startsWith("up to date");
        assertReproduced("out");
    }

    @Test
    void a_limit_of_the_file_counts_layers_that_are_kept_in_float32() {
        times(Precision.INT8, 0.1);
        Object[] kept = {"--latency", "60us", "--precision", "int8", "--keep-fp32", "stages.1.blocks.0"};
        long free = made("free", kept).modelBytes();
        assertThat(made("limited", with(kept, "--max-size", free - 1 + "B")).modelBytes())
                .isLessThan(free);
        assertReproduced("limited");
    }

    private void assertReproduced(String out) {
        Launcher.Result again = launcher.run("reproduce", folder.resolve(out), "--supernet", TINY.folder());
        assertThat(again.code()).as(again.err()).isZero();
    }

    @Test
    void a_budget_that_no_precision_keeps_is_missed_once() {
        times(Precision.INT8, 1);
        run("out", "--latency", "1us", "--precision", "auto")
                .assertRefused(ExitCode.INFEASIBLE, "No subnet of tiny fits 1 \u00b5s on paper");
        assertThat(folder.resolve("out").resolve(Specialization.MODEL)).doesNotExist();
    }

    private SpecializationManifest made(String out, Object... more) {
        Launcher.Result result = run(out, more);
        assertThat(result.code()).as(result.err()).isZero();
        return SpecializationManifest.read(folder.resolve(out).resolve(Specialization.MANIFEST));
    }

    private static String summary(SpecializationManifest made) {
        return new Summary(made, Path.of(Specialization.MODEL)).text();
    }

    private String report(String out) throws IOException {
        return Files.readString(folder.resolve(out).resolve(Specialization.REPORT));
    }

    private Launcher.Result run(String out, Object... more) {
        Stream<Object> always =
                Stream.of("--supernet", TINY.folder(), "--device", "paper", "--output", folder.resolve(out));
        return launcher.run(Stream.concat(always, Stream.of(more)).toArray());
    }

    private void times(Precision precision, double nanosPerByte) {
        new SyntheticDevice(nanosPerByte).profile("paper", precision, space, kept("paper@" + precision + ".json"));
    }

    private Path kept(String file) {
        String hash = Sha256.of(JsonFile.text(space)).substring(0, 8);
        return launcher.data()
                .resolve("devices")
                .resolve(space.name() + "-" + hash)
                .resolve(file);
    }
}
