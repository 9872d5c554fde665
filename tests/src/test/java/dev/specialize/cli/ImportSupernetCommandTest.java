package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.export.OnnxModel;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.pytorch.ReferenceCheckpoint;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.ImportPlan;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.Statistics;
import dev.specialize.specialization.SupernetImport;
import dev.specialize.specialization.VerificationInputs;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint becomes a supernet, and what that can do without images and with them. */
class ImportSupernetCommandTest {
    /** mbv3 at 0.1, of as many classes as {@link TinyImages} has. */
    private static final int[] WIDTHS = {8, 8, 8, 8, 8, 16, 16, 96, 128};

    @TempDir
    private static Path shared;

    private static Path checkpoint;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writes_a_checkpoint() {
        checkpoint = ReferenceCheckpoint.mbv3(5, TinyImages.CLASSES.size(), WIDTHS)
                .write(shared.resolve("ofa.pth"), name -> "module." + name);
    }

    private static Launcher.Result imported(Object... more) {
        return InProcess.run(Stream.concat(Stream.of("import", "supernet", checkpoint), Stream.of(more))
                .toArray());
    }

    private Path architecture(int resolution) {
        Path file = folder.resolve("architecture.json");
        TinySupernet.write(file, "{\"max\":true,\"resolution\":" + resolution + "}");
        return file;
    }

    private Launcher.Result exported(Path net, int resolution) {
        return InProcess.run(
                "export",
                "--supernet",
                net,
                "--architecture",
                architecture(resolution),
                "--output",
                folder.resolve("model.onnx"));
    }

    @Test
    void without_images_a_supernet_is_told_what_it_lacks_and_exports_sliced_subnets() throws IOException {
        Path net = folder.resolve("net");
        Launcher.Result result = imported("--out", net, "--resolutions", "32,48");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("mbv3 at width multiplier 0.1, 3 classes", "0 % is possible", "--images");
        assertThat(result.out()).contains(net.toString(), "calibration   none", "validation    none");
        Supernet supernet = Supernet.read(net);
        assertThat(supernet.manifest().name()).isEqualTo("net");
        assertThat(supernet.space().resolutions()).containsExactly(32, 48);
        SupernetManifest.ImportRecord source = supernet.manifest().imported().orElseThrow();
        assertThat(source.file()).isEqualTo("ofa.pth");
        assertThat(source.sha256()).isEqualTo(Sha256.of(checkpoint));

        Launcher.Result listed = exported(net, 48);
        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.err()).contains("not recalibrated").doesNotContain("none of the supernet's resolutions");
        assertThat(listed.out()).contains("not measured", "random inputs");
        Launcher.Result unlisted = exported(net, 40);
        assertThat(unlisted.code()).as(unlisted.err()).isZero();
        assertThat(unlisted.err()).contains("40 px is none of the supernet's resolutions");
        try (OnnxModel model = OnnxModel.load(Files.readAllBytes(folder.resolve("model.onnx")))) {
            assertThat(model.metadata()).containsEntry("resolution", "40");
            assertThat(model.logits(new float[3 * 40 * 40], 1)).hasSize(3);
        }
    }

    @Test
    void with_images_subnets_are_recalibrated_and_checked() throws IOException {
        Path images = TinyImages.write(folder.resolve("images"), 8, 4, 0);
        Path net = folder.resolve("net");
        Launcher.Result result =
                imported("--out", net, "--resolutions", "32", "--images", images, "--name", "mine", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        SupernetManifest manifest = JsonFile.parse(result.out(), Path.of("stdout"), SupernetManifest.class);
        assertThat(net.resolve(Supernet.MANIFEST)).hasContent(result.out());
        assertThat(manifest.classes()).isEqualTo(TinyImages.CLASSES);
        assertThat(manifest.name()).isEqualTo("mine");
        assertThat(manifest.imported().orElseThrow().images()).contains("images");
        manifest.files()
                .forEach((name, hash) ->
                        assertThat(Sha256.of(net.resolve(name))).as(name).isEqualTo(hash));
        Launcher.Result export = exported(net, 32);
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(export.out()).contains("% on 12 validation images");
        assertThat(export.err()).doesNotContain("not recalibrated");

        Path trainOnly = TinyImages.write(folder.resolve("train-only"), 4, 0, 0);
        deleted(trainOnly.resolve("val"));
        Path other = folder.resolve("other");
        assertThat(imported("--out", other, "--resolutions", "32", "--images", trainOnly)
                        .out())
                .contains("calibration   12 images of 32 x 32 x 3", "validation    none");
    }

    private static void deleted(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.delete(folder);
        }
    }

    @Test
    void a_search_needs_a_predictor_and_says_how_to_get_one() {
        Path net = folder.resolve("net");
        assertThat(imported("--out", net).code()).isZero();
        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1)
                .profile("paper", JsonFile.read(TinySupernet.trained().space(), SearchSpace.class), profile);
        InProcess.run("--supernet", net, "--profile", profile, "--latency", "1ms")
                .assertRefused(ExitCode.USAGE, "specialize import predictor FILE --supernet " + net);
        // before this machine is profiled, which would take a minute and be told of
        Launcher.Result here = InProcess.run("--supernet", net, "--device", "local", "--latency", "1ms");
        here.assertRefused(ExitCode.USAGE, "specialize import predictor FILE --supernet " + net);
        assertThat(here.err().lines()).hasSize(1);
    }

    @Test
    void a_search_without_images_is_marked_as_neither_recalibrated_nor_measured() {
        TinySupernet tiny = TinySupernet.trained();
        Path net = tiny.copyWithout(folder.resolve("bare"), Supernet.CALIBRATION, Supernet.VALIDATION);
        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", JsonFile.read(tiny.space(), SearchSpace.class), profile);
        Path out = folder.resolve("out");
        Launcher.Result result =
                InProcess.run("--supernet", net, "--profile", profile, "--latency", "200us", "--output", out);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("not recalibrated");
        assertThat(result.out()).contains("not measured, ", "; not recalibrated", "random inputs");
        SpecializationManifest manifest =
                JsonFile.read(out.resolve(Specialization.MANIFEST), SpecializationManifest.class);
        assertThat(manifest.statistics()).isEqualTo(Statistics.SLICED);
        assertThat(manifest.accuracy().measured()).isEmpty();
        assertThat(manifest.verifiedOn()).isEqualTo(VerificationInputs.NOISE);
    }

    @Test
    void a_space_that_the_weights_are_not_of_is_refused() throws IOException {
        Path net = folder.resolve("net");
        assertThat(imported("--out", net).code()).isZero();
        Path space = net.resolve(Supernet.SPACE);
        Path manifest = net.resolve(Supernet.MANIFEST);
        String hash = Sha256.of(space);
        JsonFile.write(space, JsonFile.read(space, SearchSpace.class).withClasses(4));
        TinySupernet.write(manifest, Files.readString(manifest).replace(hash, Sha256.of(space)));
        exported(net, 32)
                .assertRefused(
                        ExitCode.USAGE, "weights.safetensors", "'classifier.weight'", "[3, 128]", "asks for [4, 128]");
    }

    @Test
    void files_of_other_kinds_are_refused_and_nothing_is_left() throws IOException {
        Path out = folder.resolve("out");
        byte[] whole = Files.readAllBytes(checkpoint);
        Path cut = Files.write(folder.resolve("cut.pth"), Arrays.copyOf(whole, whole.length / 2));
        Path text = Files.writeString(folder.resolve("text.pth"), "weights");
        Path empty = Files.write(folder.resolve("empty.pth"), new byte[0]);
        Path json = Files.writeString(folder.resolve("net.json"), "{}");
        Path safetensors = TinySupernet.trained().folder().resolve(Supernet.WEIGHTS);
        Path otherSpace = ReferenceCheckpoint.mbv3(5, 3, 8, 8, 8, 8, 8, 16, 24, 96, 128)
                .write(folder.resolve("other.pth"), name -> name);
        for (Path file : List.of(cut, text, empty, json, safetensors, otherSpace, folder, folder.resolve("none"))) {
            InProcess.run("import", "supernet", file, "--out", out).assertRefused(ExitCode.USAGE, file.toString());
            assertThat(out).doesNotExist();
        }
        InProcess.run("import", "supernet", otherSpace, "--out", out)
                .assertRefused(ExitCode.USAGE, "blocks.17.conv.point_linear", "Maybe");
    }

    @Test
    void images_of_another_number_of_classes_are_refused() throws IOException {
        Path images = TinyImages.write(folder.resolve("images"), 2, 1, 0);
        Files.createDirectory(images.resolve("train").resolve("fourth"));
        Path out = folder.resolve("out");
        imported("--out", out, "--images", images).assertRefused(ExitCode.USAGE, "4 classes", "3 apart", "Maybe");
        imported("--out", out, "--images", folder.resolve("none")).assertRefused(ExitCode.USAGE, "no such folder");
        assertThat(out).doesNotExist();
    }

    @Test
    void a_folder_that_cannot_be_used_is_refused_before_the_work() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("thesis.txt"), "precious");
        imported("--out", full).assertRefused(ExitCode.USAGE, "is not empty", "Maybe choose another");
        assertThat(full.resolve("thesis.txt")).hasContent("precious");
        imported("--out", full.resolve("thesis.txt")).assertRefused(ExitCode.USAGE, "is a file");
        imported("--out", full.resolve("thesis.txt").resolve("net")).assertRefused(ExitCode.USAGE, "is a file");
        imported("--out", "/proc/x").assertRefused(ExitCode.USAGE, "Maybe choose another");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(imported("--output", empty).code()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"224,128", "0", "-4", "128,128", "5000", "big", "128;160"})
    void resolutions_that_cannot_be_are_refused(String resolutions) {
        Path out = folder.resolve("out");
        imported("--out", out, "--resolutions=" + resolutions).assertRefused(ExitCode.USAGE, "resolutions");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest(name = "asked {0} times before")
    @ValueSource(ints = {0, 1, 2})
    void who_stops_it_finds_nothing(int asked) {
        AtomicInteger left = new AtomicInteger(asked);
        Path out = folder.resolve("new").resolve("net");
        ImportPlan plan = new ImportPlan(checkpoint, "net", List.of(), Optional.empty(), out);
        assertThat(new SupernetImport(plan, note -> {}).make(() -> left.getAndDecrement() == 0))
                .isEmpty();
        assertThat(out.getParent()).doesNotExist();
    }

    @Test
    void a_full_disk_leaves_nothing() {
        Path out = folder.resolve("new").resolve("net");
        Launcher.Result result =
                new Launcher(folder).runWithFilesUpTo(100, "import", "supernet", checkpoint, "--out", out);
        result.assertRefused(ExitCode.USAGE, "weights.safetensors");
        assertThat(out.getParent()).doesNotExist();
    }

    @Test
    void an_interruption_leaves_nothing() {
        // enlarging so many images takes seconds, and the note comes before
        Path images = TinyImages.write(folder.resolve("images"), 130, 1, 0);
        Path out = folder.resolve("new").resolve("net");
        Launcher.Result result = new Launcher(folder)
                .start("import", "supernet", checkpoint, "--out", out, "--images", images, "--resolutions", "512")
                .awaitErr(err -> err.contains("mbv3 at width multiplier"))
                .signalled("INT");
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(out.getParent()).doesNotExist();
    }

    @Test
    void without_a_kind_the_kinds_are_named() {
        InProcess.run("import").assertRefused(ExitCode.USAGE, "supernet");
        InProcess.run("import", "supernet").assertRefused(ExitCode.USAGE, "FILE");
    }
}
