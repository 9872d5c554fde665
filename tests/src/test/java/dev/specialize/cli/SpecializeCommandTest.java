package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.specialize.devices.DeviceException;
import dev.specialize.export.OnnxModel;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job and the commands around it, given a profile. */
class SpecializeCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private static Path shared;

    private static Path profile;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writes_a_profile() {
        profile = shared.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
    }

    @Test
    void the_same_seed_and_profile_give_the_same_bytes_and_export_gives_them_again() throws IOException {
        Launcher launcher = new Launcher(folder);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Launcher.Result summary = launcher.run(job("--latency", "200us", "--output", first));
        assertThat(summary.code()).as(summary.err()).isZero();
        assertThat(summary.out()).contains(first.resolve("model.onnx").toString(), "paper", "verified", "random");
        Launcher.Result json = launcher.run(job("--latency", "200us", "--output", second, "--json"));
        SpecializationManifest manifest = JsonFile.parse(json.out(), Path.of("stdout"), SpecializationManifest.class);
        assertThat(second.resolve(Specialization.MANIFEST)).hasContent(json.out());
        manifest.outputs()
                .forEach((name, hash) ->
                        assertThat(Sha256.of(second.resolve(name))).as(name).isEqualTo(hash));
        for (String file : List.of(Specialization.MODEL, Specialization.ARCHITECTURE)) {
            assertThat(first.resolve(file)).hasSameBinaryContentAs(second.resolve(file));
        }
        try (OnnxModel model = OnnxModel.load(Files.readAllBytes(first.resolve(Specialization.MODEL)))) {
            assertThat(model).isNotNull();
        }
        Path again = folder.resolve("again.onnx");
        Launcher.Result exported = launcher.run(
                "export",
                "--supernet",
                TINY.folder(),
                "--architecture",
                first.resolve(Specialization.ARCHITECTURE),
                "--output",
                again);
        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(again).hasSameBinaryContentAs(first.resolve(Specialization.MODEL));
        for (Path untouched : List.of(launcher.workingDirectory(), launcher.home(), launcher.data())) {
            try (Stream<Path> files = Files.walk(untouched)) {
                assertThat(files).as("nothing is written unasked").containsExactly(untouched);
            }
        }
        assertThat(summary.err() + json.err() + exported.err()).doesNotContain("WARN", "INFO", "\u001b");
    }

    @Test
    void subnets_are_evaluated_on_images_that_the_answer_is_not_measured_on() {
        SpecializationManifest none = made("none", "--latency", "200us", "--evaluate", 0);
        assertThat(none.accuracy().evaluated().subnets()).isZero();
        assertThat(none.accuracy().measured().orElseThrow().images()).isEqualTo(90);
        assertThat(none.accuracy().interval().orElseThrow().lowest())
                .isLessThanOrEqualTo(none.accuracy().predicted().orElseThrow());

        Path out = folder.resolve("some");
        Launcher.Result result = InProcess.run(job("--latency", "200us", "--evaluate", 5, "--output", out));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("evaluated 5 subnets on 45 validation images");
        assertThat(result.out()).contains("predicted (95 %: ", "5 subnets evaluated on 45 other images");
        SpecializationManifest some = JsonFile.read(out.resolve(Specialization.MANIFEST), SpecializationManifest.class);
        assertThat(some.accuracy().evaluated().subnets()).isEqualTo(5);
        assertThat(some.accuracy().measured().orElseThrow().images()).isEqualTo(45);
    }

    @Test
    void what_cannot_be_evaluated_is_refused_at_once() throws IOException {
        assertRefused(
                ExitCode.USAGE,
                InProcess.run(job("--latency", "200us", "--evaluate", -1)),
                "evaluations must be at least 0, got -1");
        Path net = TINY.copy(folder.resolve("blind"));
        Path manifest = net.resolve("manifest.json");
        Files.delete(net.resolve("validation.safetensors"));
        TinySupernet.write(
                manifest,
                Files.readString(manifest).replaceFirst("\\s*\"validation.safetensors\" : \"[0-9a-f]*\",", ""));
        assertRefused(
                ExitCode.USAGE,
                InProcess.run("--supernet", net, "--profile", profile, "--latency", "200us", "--evaluate", "3"),
                "no validation images",
                "leave out --evaluate");
        assertThat(InProcess.run(
                                "--supernet",
                                net,
                                "--profile",
                                profile,
                                "--latency",
                                "200us",
                                "--output",
                                folder.resolve("blind-out"))
                        .code())
                .isZero();
    }

    @Test
    void several_budgets_get_a_folder_each_and_one_that_is_too_small_does_not_spoil_the_others() {
        Path out = folder.resolve("out");
        Launcher.Result result = InProcess.run(job("--latency", "1ns,150us,200us,200us", "--output", out));
        assertThat(result.code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(out.resolve("150us").resolve(Specialization.MANIFEST)).exists();
        assertThat(out.resolve("200us").resolve(Specialization.MANIFEST)).exists();
        assertThat(out.resolve("1ns").resolve(Specialization.MANIFEST)).doesNotExist();
    }

    @Test
    void limits_of_macs_and_parameters_are_kept() {
        Path out = folder.resolve("out");
        Launcher.Result result =
                InProcess.run(job("--latency", "1s", "--max-macs", "120K", "--max-params", "15K", "--output", out));
        assertThat(result.code()).as(result.err()).isZero();
        SpecializationManifest manifest =
                JsonFile.read(out.resolve(Specialization.MANIFEST), SpecializationManifest.class);
        assertThat(manifest.cost().macs()).isLessThanOrEqualTo(120_000);
        assertThat(manifest.cost().parameters()).isLessThanOrEqualTo(15_000);
    }

    @Test
    void limits_of_size_and_memory_are_kept_by_the_file_and_told() throws IOException {
        SpecializationManifest free = made("free", "--latency", "1s");
        SpecializationManifest small = made("small", "--latency", "1s", "--max-size", free.modelBytes() - 1 + "B");
        assertThat(small.modelBytes())
                .isEqualTo(Files.size(folder.resolve("small").resolve(Specialization.MODEL)))
                .isLessThan(free.modelBytes());
        assertThat(small.budgets().modelBytes()).contains(free.modelBytes() - 1);
        long peak = free.cost().peakActivationBytes();
        SpecializationManifest slim = made("slim", "--latency", "1s", "--max-memory", peak + "B");
        assertThat(slim.cost().peakActivationBytes()).isLessThanOrEqualTo(peak);
        assertThat(slim.budgets().activationBytes()).contains(peak);
        assertRefused(
                ExitCode.INFEASIBLE,
                InProcess.run(job("--latency", "1s", "--max-memory", "1KiB")),
                "1.024 KB of activations",
                "least",
                "Maybe raise --max-memory");
        assertRefused(
                ExitCode.INFEASIBLE,
                InProcess.run(job("--latency", "1s", "--max-size", "1KB")),
                "1 KB of model",
                "smallest",
                "Maybe raise --max-size");
        assertRefused(ExitCode.USAGE, InProcess.run(job("--latency", "1s", "--max-size", "5")), "no unit", "5MB");
    }

    private SpecializationManifest made(String name, Object... more) {
        Path out = folder.resolve(name);
        Launcher.Result result = InProcess.run(
                Stream.concat(Stream.of(job("--output", out)), Stream.of(more)).toArray());
        assertThat(result.code()).as(result.err()).isZero();
        SpecializationManifest manifest =
                JsonFile.read(out.resolve(Specialization.MANIFEST), SpecializationManifest.class);
        assertThat(result.out())
                .contains(String.format(
                        Locale.ROOT,
                        "%,d bytes of model, %,d bytes of activations at most",
                        manifest.modelBytes(),
                        manifest.cost().peakActivationBytes()));
        return manifest;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"--batch=8, 8", "--dynamic-batch, -1"})
    void export_takes_a_number_of_images_or_leaves_it_open(String option, long images) throws Exception {
        Path architecture = folder.resolve("reference.json");
        TinySupernet.write(architecture, "{\"ks\":[3,5,7,3],\"e\":[2,3,2,3],\"d\":[2,2],\"r\":16}");
        Path model = folder.resolve("m.onnx");
        Launcher.Result result = export(architecture, model, option);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("verified");
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model.toString())) {
            TensorInfo input = (TensorInfo) session.getInputInfo().get("image").getInfo();
            assertThat(input.getShape()).containsExactly(images, 1, 16, 16);
        }
        assertRefused(ExitCode.USAGE, export(architecture, model, "--batch=0"), "--batch", "got 0");
        assertRefused(ExitCode.USAGE, export(architecture, model, "--batch=1025"), "1 to 1024");
        assertRefused(ExitCode.USAGE, export(architecture, model, "--batch=many"), "many");
        assertRefused(ExitCode.USAGE, export(architecture, model, "--batch=2", "--dynamic-batch"), "exclude");
    }

    private static Launcher.Result export(Path architecture, Path model, Object... more) {
        return InProcess.run(Stream.concat(
                        Stream.of(
                                "export",
                                "--supernet",
                                TINY.folder(),
                                "--architecture",
                                architecture,
                                "--output",
                                model),
                        Stream.of(more))
                .toArray());
    }

    @ParameterizedTest(name = "r: {0}")
    @ValueSource(strings = {"16", "[16]"})
    void export_reads_the_reference_encoding(String resolution) {
        Path architecture = folder.resolve("reference.json");
        TinySupernet.write(architecture, "{\"ks\":[3,5,7,3],\"e\":[2,3,2,3],\"d\":[2,2],\"r\":" + resolution + "}");
        Launcher.Result result = InProcess.run(
                "export",
                "--supernet",
                TINY.folder(),
                "--architecture",
                architecture,
                "--output",
                folder.resolve("m.onnx"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("r16 ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1, no unit", "0ms, not above zero", "-3ms, not above zero", "abc, not a number", "1h, unknown unit"})
    void a_budget_that_is_none_is_refused(String budget, String reason) {
        assertRefused(ExitCode.USAGE, InProcess.run(job("--latency=" + budget)), budget, reason, "Maybe");
    }

    @Test
    void what_cannot_be_met_ends_at_once_with_the_fastest_possible() {
        Path out = folder.resolve("out");
        assertRefused(
                ExitCode.INFEASIBLE,
                InProcess.run(job("--latency", "1ns", "--output", out)),
                "No subnet of tiny fits 1 ns on paper",
                "fastest",
                "--latency");
        assertRefused(
                ExitCode.INFEASIBLE,
                InProcess.run(job("--latency", "1s", "--max-macs", "1", "--output", out)),
                "fewest",
                "--max-macs");
        assertThat(out).doesNotExist();
    }

    @Test
    void a_damaged_supernet_is_refused() throws IOException {
        assertRefused(ExitCode.USAGE, supernet(folder.resolve("none")), "none", "specialize train");
        assertRefused(ExitCode.USAGE, supernet(Path.of("")), "no such folder");
        assertRefused(ExitCode.USAGE, supernet(folder), "is not a supernet");

        Path cut = TINY.copy(folder.resolve("cut"));
        Path weights = cut.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(ExitCode.USAGE, supernet(cut), "weights.safetensors", "damaged", "copy it again");

        Path edited = TINY.copy(folder.resolve("edited"));
        Path manifest = edited.resolve("manifest.json");
        String text = Files.readString(manifest);
        TinySupernet.write(manifest, text.replaceFirst("\"format\"", "\"bogus\" : 1, \"format\""));
        assertRefused(ExitCode.USAGE, supernet(edited), "manifest.json", "bogus");
        TinySupernet.write(manifest, text.replaceFirst("[0-9a-f]{64}", "0".repeat(64)));
        assertRefused(ExitCode.USAGE, supernet(edited), "damaged or changed");
    }

    @Test
    void a_profile_that_does_not_belong_here_is_refused() throws IOException {
        Path spoilt = folder.resolve("spoilt.json");
        assertRefused(ExitCode.USAGE, profile(spoilt), "spoilt.json", "no such file");
        TinySupernet.write(spoilt, "");
        assertRefused(ExitCode.USAGE, profile(spoilt), "ends too early");
        String good = Files.readString(profile);
        TinySupernet.write(spoilt, good.substring(0, good.length() / 2));
        assertRefused(ExitCode.USAGE, profile(spoilt), "ends too early");
        assertRefused(ExitCode.USAGE, profile(folder), "directory");
        Path another = folder.resolve("another.json");
        TinySupernet.write(folder.resolve("s.json"), TinySupernet.SPACE.replace("\"tiny\"", "\"other\""));
        new SyntheticDevice(1).profile("paper", JsonFile.read(folder.resolve("s.json"), SearchSpace.class), another);
        assertRefused(ExitCode.USAGE, profile(another), "other", "tiny", "specialize profile");
        assertRefused(
                ExitCode.USAGE,
                InProcess.run(job("--latency", "1ms", "--device", "pixel")),
                "paper",
                "pixel",
                "leave out --device");
    }

    @Test
    void an_output_that_cannot_be_written_is_refused_before_the_work() {
        assertRefused(ExitCode.USAGE, InProcess.run(job("--latency", "1ms", "--output", profile)), "is a file");
        assertRefused(
                ExitCode.USAGE, InProcess.run(job("--latency", "1ms", "--output", "/proc/x")), "Maybe choose another");
        Path architecture = folder.resolve("a.json");
        TinySupernet.write(architecture, "{\"ks\":[3,5,7,3],\"e\":[2,3,2,3],\"d\":[2,2],\"r\":16}");
        assertRefused(
                ExitCode.USAGE,
                InProcess.run(
                        "export", "--supernet", TINY.folder(), "--architecture", architecture, "--output", folder),
                "is a folder");
    }

    @Test
    void a_full_disk_leaves_no_manifest() throws IOException {
        Path out = folder.resolve("out");
        Launcher.Result result = new Launcher(folder).runWithFilesUpTo(30, job("--latency", "1ms", "--output", out));
        // the first thing to be written is ONNX Runtime's library, to the folder for temporary files
        assertRefused(ExitCode.USAGE, result, "native library", "temporary files");
        assertThat(out).doesNotExist();
    }

    private Launcher.Result supernet(Path net) {
        return InProcess.run("--supernet", net, "--profile", profile, "--latency", "1ms");
    }

    private Launcher.Result profile(Path file) {
        return InProcess.run("--supernet", TINY.folder(), "--profile", file, "--latency", "1ms");
    }

    private static Object[] job(Object... more) {
        return Stream.concat(Stream.of("--supernet", TINY.folder(), "--profile", profile), Stream.of(more))
                .toArray();
    }

    private static void assertRefused(int code, Launcher.Result result, String... parts) {
        result.assertRefused(code, parts);
    }

    @Test
    void what_is_in_the_way_of_one_model_does_not_end_a_run_of_several() {
        SpecializeCommand.requireOfOneModel(new DeviceException("The device is gone."));
        RuntimeException wrong = new IllegalArgumentException("wrong for all");
        assertThatThrownBy(() -> SpecializeCommand.requireOfOneModel(wrong)).isSameAs(wrong);
        RuntimeException bug = new IllegalStateException("a bug");
        assertThatThrownBy(() -> SpecializeCommand.requireOfOneModel(bug)).isSameAs(bug);
    }
}
