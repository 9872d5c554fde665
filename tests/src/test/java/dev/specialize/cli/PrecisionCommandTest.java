package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.Precision;
import dev.specialize.devices.ProfileName;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on a device whose times are known for several precisions: a model takes some time for each byte. */
class PrecisionCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    private static final SearchSpace SPACE = TINY.searchSpace();

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Launcher launcher;

    @BeforeAll
    static void times_the_device() {
        new SyntheticDevice(1).profile("paper", SPACE, timed(Precision.FP32));
        new SyntheticDevice(0.1).profile("paper", Precision.INT8, SPACE, timed(Precision.INT8));
    }

    @BeforeEach
    void knows_the_device_in_fp32() throws IOException {
        launcher = new Launcher(folder.resolve("launcher"));
        knows(Precision.FP32);
    }

    private static Path timed(Precision precision) {
        return shared.resolve(file(precision));
    }

    private static String file(Precision precision) {
        return new ProfileName("paper", precision) + ".json";
    }

    /** From here on the program has the profile by its name. */
    private void knows(Precision precision) throws IOException {
        Files.createDirectories(kept(precision).getParent());
        Files.copy(timed(precision), kept(precision));
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
    void a_model_of_eight_bits_is_found_by_its_own_times_and_made_again_byte_by_byte() throws IOException {
        knows(Precision.INT8);
        SpecializationManifest floats = madeHere("fp32", timed(Precision.FP32), "--latency", "60us");
        SpecializationManifest eight = made("int8", "--latency", "60us", "--precision", "int8");

        assertThat(eight.export().precision()).isEqualTo(ModelPrecision.INT8);
        assertThat(eight.device().runtime().orElseThrow().precision()).isEqualTo(Precision.INT8);
        assertThat(eight.quantization()).isPresent();
        assertThat(eight.loss().orElseThrow().passes()).isTrue();
        assertThat(eight.latency().predictedNanos()).isLessThan(floats.latency().predictedNanos() / 2);
        assertThat(eight.modelBytes()).isLessThan(floats.modelBytes());
        assertReproduced("int8");
        assertReproduced("int8", "--search", "--profile", timed(Precision.INT8));
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
        ModelPrecision precision = best.export().precision();
        SpecializationManifest alone =
                madeHere("alone", kept(precision.computed()), "--latency", "60us", "--precision", precision);
        assertThat(alone.outputs()).isEqualTo(best.outputs());

        // what is reported was measured on the images that the precision was chosen by
        assertThat(summary(best)).contains("; the precision was chosen by them), ");
        assertThat(summary(alone)).doesNotContain("chosen by them");
        assertThat(report("best")).contains("compared on the same images").doesNotContain("choice did not rest on");
        // nor does a single one rest on no choice at all: the predictor's pairs were measured on them
        assertThat(report("alone"))
                .doesNotContain("compared on the same images", "choice did not rest on")
                .contains("accuracy predictor was fitted to were measured on these images too");

        assertThat(run("best", "--latency", "60us", "--precision", "auto").out())
                .startsWith("up to date");
        times(Precision.FP16, 900);
        assertThat(run("best", "--latency", "60us", "--precision", "auto").out())
                .as("another profile of a precision that was not chosen")
                .startsWith("model");
    }

    @Test
    void auto_does_not_compare_what_was_timed_under_other_conditions() throws IOException {
        knows(Precision.INT8);
        String json = Files.readString(kept(Precision.INT8));
        TinySupernet.write(kept(Precision.INT8), json.replaceFirst("\"batch\" : 1", "\"batch\" : 8"));

        run("best", "--latency", "60us", "--precision", "auto")
                .assertRefused(
                        ExitCode.USAGE,
                        "the profile 'paper@int8' is of batch 8",
                        "'paper' of batch 1",
                        "Maybe profile one of them again");
        assertThat(folder.resolve("best")).doesNotExist();
    }

    @Test
    void auto_makes_no_profile_of_this_machine_that_could_not_be_compared() throws IOException {
        String json = Files.readString(timed(Precision.INT8));
        Path local = kept(Precision.INT8).resolveSibling("local@int8.json");
        Files.createDirectories(local.getParent());
        TinySupernet.write(
                local,
                json.replaceFirst("\"name\" : \"paper\"", "\"name\" : \"local\"")
                        .replaceFirst("\"threads\" : 1", "\"threads\" : 2"));

        launcher.run("--supernet", TINY.folder(), "--device", "local", "--latency", "60us", "--precision", "auto")
                .assertRefused(
                        ExitCode.USAGE,
                        "the profile 'local@int8' is of batch 1 and 2 threads",
                        "'local', which is still to be made, of batch 1 and 1 thread",
                        "Maybe profile one of them again");
    }

    @Test
    void auto_asks_for_no_fp32_of_a_device_that_was_timed_in_another_precision_only() throws IOException {
        knows(Precision.INT8);
        AtomicFile.delete(kept(Precision.FP32));
        SpecializationManifest best = made("best", "--latency", "60us", "--precision", "auto");
        assertThat(best.export().precision()).isEqualTo(ModelPrecision.INT8);
        assertThat(best.others()).isEmpty();
        assertThat(run("best", "--latency", "60us", "--precision", "auto").out())
                .startsWith("up to date");
    }

    @Test
    void int8_that_cannot_be_calibrated_keeps_no_other_model_from_its_user() throws IOException {
        knows(Precision.INT8);
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

        times(Precision.FP32, 1_000);
        launcher.run(with(asked, "--precision", "auto"))
                .assertRefused(ExitCode.USAGE, "0 calibration images are too few");
        assertThat(made).as("nothing was found out about int8").exists();
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
        Object[] usual = {"--latency", "60us", "--precision", "int8"};
        Object[] reduced = with(usual, "--reduce-range");
        madeHere("out", timed(Precision.INT8), usual);
        SpecializationManifest seven = madeHere("out", timed(Precision.INT8), reduced);
        assertThat(seven.export().quantization().orElseThrow().weights()).isEqualTo(WeightRange.SEVEN_BITS);
        assertThat(seven.quantization().orElseThrow().weightLimit()).isEqualTo(63);
        assertThat(here("out", timed(Precision.INT8), reduced).out()).startsWith("up to date");
        assertReproduced("out");
    }

    @Test
    void a_limit_of_the_file_counts_layers_that_are_kept_in_float32() {
        Object[] kept = {"--latency", "60us", "--precision", "int8", "--keep-fp32", "stages.1.blocks.0"};
        long free = madeHere("free", timed(Precision.INT8), kept).modelBytes();
        Object[] limited = with(kept, "--max-size", free - 1 + "B");
        assertThat(madeHere("limited", timed(Precision.INT8), limited).modelBytes())
                .isLessThan(free);
        assertReproduced("limited");
    }

    private void assertReproduced(String out, Object... more) {
        Object[] asked = {"reproduce", folder.resolve(out), "--supernet", TINY.folder()};
        Launcher.Result again = InProcess.run(with(asked, more));
        assertThat(again.code()).as(again.err()).isZero();
    }

    @Test
    void a_budget_that_no_precision_keeps_is_missed_once() throws IOException {
        knows(Precision.INT8);
        run("out", "--latency", "1ns", "--precision", "auto")
                .assertRefused(ExitCode.INFEASIBLE, "No subnet of tiny fits 1 ns on paper");
        assertThat(folder.resolve("out").resolve(Specialization.MODEL)).doesNotExist();
    }

    private SpecializationManifest made(String out, Object... more) {
        return manifest(out, run(out, more));
    }

    private SpecializationManifest madeHere(String out, Path profile, Object... more) {
        return manifest(out, here(out, profile, more));
    }

    private SpecializationManifest manifest(String out, Launcher.Result result) {
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

    /** With a profile that is a file, which takes no process of its own to be found by its name. */
    private Launcher.Result here(String out, Path profile, Object... more) {
        Object[] always = {"--supernet", TINY.folder(), "--profile", profile, "--output", folder.resolve(out)};
        return InProcess.run(with(always, more));
    }

    private void times(Precision precision, double nanosPerByte) {
        new SyntheticDevice(nanosPerByte).profile("paper", precision, SPACE, kept(precision));
    }

    private Path kept(Precision precision) {
        String hash = Sha256.of(JsonFile.text(SPACE)).substring(0, 8);
        return launcher.data()
                .resolve("devices")
                .resolve(SPACE.name() + "-" + hash)
                .resolve(file(precision));
    }
}
