package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.files.SharedData;
import dev.specialize.pytorch.TorchFile;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others' accuracy predictors, for a supernet or alone. */
class ImportPredictorCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();
    private static final String WEIGHTS = "predictor.safetensors";

    /** Two blocks with two kernels and two with three, of two ratios each; and two resolutions. */
    private static final int INPUTS = 2 * (2 + 2) + 2 * (3 + 2) + 2;

    @TempDir
    private Path folder;

    private Path source;

    @BeforeEach
    void writes_a_predictor() {
        source = TorchFile.write(folder.resolve("acc.pth"), TorchFile.predictor(INPUTS, 4));
    }

    private static Launcher.Result imported(Object... more) {
        return InProcess.run(
                Stream.concat(Stream.of("import", "predictor"), Stream.of(more)).toArray());
    }

    @Test
    void a_supernet_gets_it_and_stays_whole() throws IOException {
        Path net = TINY.copy(folder.resolve("net"));
        Launcher.Result result = imported(source, "--supernet", net, "--resolutions", "16,20");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains(net.toString(), "perceptron " + INPUTS + "-8-1 from acc.pth", "[16, 20]");
        assertWhole(net);
        assertThat(net.resolve(WEIGHTS)).exists();

        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
        Launcher.Result search = InProcess.run("search", "--supernet", net, "--profile", profile, "--latency", "200us");
        assertThat(search.code()).as(search.err()).isZero();
        assertThat(search.out()).contains("no proof");
        Launcher.Result job = InProcess.run(
                "--supernet", net, "--profile", profile, "--latency", "200us", "--output", folder.resolve("out"));
        assertThat(job.code()).as(job.err()).isZero();
        assertThat(job.out()).contains("predicted (by an imported predictor: to rank by, not to promise)");

        Path other = TorchFile.write(folder.resolve("other.pth"), TorchFile.predictor(INPUTS, 5));
        String before = Files.readString(net.resolve(Supernet.PREDICTOR));
        assertThat(imported(other, "--supernet", net, "--resolutions", "16,20").code())
                .isZero();
        assertWhole(net);
        assertThat(Files.readString(net.resolve(Supernet.PREDICTOR))).isNotEqualTo(before);
    }

    private static void assertWhole(Path net) throws IOException {
        assertThat(Supernet.read(net).predictorFile()).contains(net.resolve(Supernet.PREDICTOR));
        SupernetManifest manifest = JsonFile.read(net.resolve(Supernet.MANIFEST), SupernetManifest.class);
        assertThat(manifest.files()).containsKeys(Supernet.PREDICTOR, WEIGHTS);
        manifest.files()
                .forEach((name, hash) ->
                        assertThat(Sha256.of(net.resolve(name))).as(name).isEqualTo(hash));
        try (Stream<Path> files = Files.list(net)) {
            assertThat(files.map(f -> f.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void it_does_not_learn_so_nothing_is_evaluated_for_it() {
        Path net = TINY.copy(folder.resolve("net"));
        assertThat(imported(source, "--supernet", net, "--resolutions", "16,20").code())
                .isZero();
        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
        Path fleet = folder.resolve("fleet.json");
        TinySupernet.write(
                fleet,
                "{\"format\": \"fleet/1\", \"supernet\": \"" + net + "\", \"devices\": [{\"device\": \"paper.json\","
                        + " \"budgets\": [{\"latency\": \"200us\", \"weight\": 1}]}]}");
        Path out = folder.resolve("out");
        Object[] job = {"--supernet", net, "--profile", profile, "--latency", "200us", "--output", out};
        InProcess.run(Stream.concat(Stream.of(job), Stream.of("--evaluate", 3)).toArray())
                .assertRefused(ExitCode.USAGE, "cannot learn", "acc.pth", "Maybe leave out --evaluate");
        InProcess.run("fleet", fleet, "--evaluate", 3, "--output", out)
                .assertRefused(ExitCode.USAGE, "cannot learn", "acc.pth", "Maybe leave out --evaluate");
        assertThat(out).doesNotExist();

        Launcher.Result usual = InProcess.run(job);
        assertThat(usual.code()).as(usual.err()).isZero();
        assertThat(usual.err()).doesNotContain("evaluated");
        assertThat(usual.out()).contains("measured on 90 validation images");
    }

    @Test
    void the_job_searches_the_resolutions_that_it_knows() {
        Path net = TINY.copy(folder.resolve("net"));
        Path low = TorchFile.write(folder.resolve("low.pth"), TorchFile.predictor(INPUTS - 1, 4));
        assertThat(imported(low, "--supernet", net, "--resolutions", "16").code())
                .isZero();
        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
        Launcher.Result job = InProcess.run(
                "--supernet", net, "--profile", profile, "--latency", "200us", "--output", folder.resolve("out"));
        assertThat(job.code()).as(job.err()).isZero();
        assertThat(job.out()).contains("subnet    r16 ");
    }

    @Test
    void a_full_disk_leaves_the_supernet_as_it_was() throws IOException {
        Path net = TINY.copy(folder.resolve("net"));
        assertThat(imported(source, "--supernet", net, "--resolutions", "16,20").code())
                .isZero();
        Path large = TorchFile.write(folder.resolve("large.pth"), TorchFile.predictor(INPUTS, 6));
        new Launcher(folder)
                .runWithFilesUpTo(1, "import", "predictor", large, "--supernet", net, "--resolutions", "16,20")
                .assertRefused(ExitCode.USAGE, "predictor");
        assertWhole(net);
    }

    @Test
    void it_can_be_a_file_of_its_own() {
        Path file = folder.resolve("new").resolve("p.json");
        Launcher.Result result = imported(source, "--space", TINY.space(), "--resolutions", "16,20", "--output", file);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(file).exists();
        assertThat(file.resolveSibling("p.safetensors")).exists();
        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
        Launcher.Result search = InProcess.run(
                "search", "--space", TINY.space(), "--predictor", file, "--profile", profile, "--latency", "200us");
        assertThat(search.code()).as(search.err()).isZero();
    }

    @Test
    void resolutions_without_overlap_are_told_of() {
        Path profile = folder.resolve("paper.json");
        SearchSpace space = TINY.searchSpace();
        new SyntheticDevice(1).profile("paper", space, profile);
        Path file = folder.resolve("p.json");
        Launcher.Result result = imported(source, "--space", TINY.space(), "--resolutions", "32,40", "--output", file);
        if (result.code() == ExitCode.DONE) {
            InProcess.run(
                            "search",
                            "--space",
                            TINY.space(),
                            "--predictor",
                            file,
                            "--profile",
                            profile,
                            "--latency",
                            "1ms")
                    .assertRefused(ExitCode.USAGE, "[16, 20]", "Maybe");
        } else {
            result.assertRefused(ExitCode.USAGE, "resolutions");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"16", "16,20,24", "0,20", "-16,20", "16,16", "big", "16;20"})
    void resolutions_that_cannot_be_are_refused(String resolutions) {
        Path file = folder.resolve("p.json");
        imported(source, "--space", TINY.space(), "--resolutions=" + resolutions, "--output", file)
                .assertRefused(ExitCode.USAGE, "resolutions");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_place_for_it_is_named_once() {
        Path file = folder.resolve("p.json");
        for (Object[] arguments : new Object[][] {
            {source},
            {source, "--space", TINY.space()},
            {source, "--output", file},
            {source, "--supernet", TINY.folder(), "--output", file},
            {source, "--supernet", TINY.folder(), "--space", TINY.space()}
        }) {
            imported(arguments).assertRefused(ExitCode.USAGE, "--supernet, or with --space and --output");
        }
        imported(source, "--space", TINY.space(), "--output", folder).assertRefused(ExitCode.USAGE, "is a folder");
        imported(source, "--space", TINY.space(), "--output", "/proc/x/p.json")
                .assertRefused(ExitCode.USAGE, "Maybe choose another folder");
        imported(source, "--supernet", folder.resolve("none")).assertRefused(ExitCode.USAGE, "no such folder");
    }

    @Test
    void what_is_no_predictor_is_refused_and_nothing_of_it_is_run() throws IOException {
        Path file = folder.resolve("p.json");
        Path trace = folder.resolve("trace");
        Path hostile = TorchFile.hostile(folder.resolve("hostile.pth"), "touch " + trace);
        refused(hostile, file, "os.system");
        assertThat(trace).doesNotExist();
        byte[] bytes = Files.readAllBytes(source);
        refused(Files.write(folder.resolve("cut.pth"), Arrays.copyOf(bytes, bytes.length / 2)), file, "cut.pth");
        refused(Files.write(folder.resolve("empty.pth"), new byte[0]), file, "empty.pth");
        refused(TINY.space(), file, "space.json");
        refused(folder.resolve("none.pth"), file, "no such file");
        refused(folder, file, folder.toString());
        refused(
                TorchFile.write(folder.resolve("small.pth"), TorchFile.predictor(INPUTS - 5, 1)),
                file,
                "its input has " + (INPUTS - 5));
        assertThat(file).doesNotExist();
    }

    private static void refused(Path source, Path file, String reason) {
        imported(source, "--space", TINY.space(), "--resolutions", "16,20", "--output", file)
                .assertRefused(ExitCode.USAGE, reason);
    }

    @Test
    void the_published_predictor_serves_its_space_and_a_checkpoint_is_none() {
        Path published = SharedData.file("ofa/acc_predictor.pth");
        Path file = folder.resolve("p.json");
        Launcher.Result result = imported(published, "--space", "mbv3", "--width", "1.2", "--output", file);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("perceptron 128-400-400-400-1 from acc_predictor.pth");
        imported(published, "--space", "proxyless", "--output", file)
                .assertRefused(ExitCode.USAGE, "its input has 128 values");
        imported(published, "--space", "mbv3", "--resolutions", "160", "--output", file)
                .assertRefused(ExitCode.USAGE, "leave out --resolutions");
        imported(SharedData.file("ofa/mbv3_w0.35_c10.pth"), "--space", "mbv3", "--output", file)
                .assertRefused(ExitCode.USAGE, "no accuracy predictor");
    }
}
