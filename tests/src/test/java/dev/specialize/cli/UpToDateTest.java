package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job once more, where a model lies already. */
class UpToDateTest {
    private static final TinySupernet TINY = TinySupernet.trained();
    private static final String NAMES = "model.onnx architecture.json manifest.json";

    @TempDir
    private static Path shared;

    private static Path profile;
    private static Path made;

    @TempDir
    private Path folder;

    private Path out;

    @BeforeAll
    static void makes_a_model() {
        profile = shared.resolve("paper.json");
        made = shared.resolve("made");
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
        Launcher.Result result = run(made, "--latency", "200us");
        assertThat(result.code()).as(result.err()).isZero();
    }

    @BeforeEach
    void copies_it() throws IOException {
        out = folder.resolve("out");
        Files.createDirectories(out);
        for (String name : NAMES.split(" ", -1)) {
            Files.copy(made.resolve(name), out.resolve(name));
            Files.setLastModifiedTime(out.resolve(name), FileTime.fromMillis(1_000_000_000_000L));
        }
    }

    @Test
    void the_same_inputs_again_are_up_to_date_and_nothing_is_touched() throws IOException {
        Map<Path, FileTime> before = times();
        Launcher.Result again = run(out, "--latency", "200us");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo("up to date " + out.resolve(Specialization.MODEL) + System.lineSeparator());
        assertThat(again.err()).isEmpty();
        Launcher.Result json = run(out, "--latency", "0.2ms", "--json");
        assertThat(json.out()).isEqualTo(Files.readString(out.resolve(Specialization.MANIFEST)));
        assertThat(times()).isEqualTo(before);
    }

    @Test
    void force_makes_it_anyway_and_makes_the_same() throws IOException {
        Map<Path, FileTime> before = times();
        assertMade(run(out, "--latency", "200us", "--force"));
        assertThat(times()).isNotEqualTo(before);
        assertThat(out.resolve(Specialization.MODEL)).hasSameBinaryContentAs(made.resolve(Specialization.MODEL));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"--seed, 1", "--confidence, 0.9", "--quantile, p95", "--evaluate, 0"})
    void another_question_for_the_same_target_is_answered_anew(String option, String value) {
        assertMade(run(out, "--latency", "200us", option, value));
        assertThat(run(out, "--latency", "200us", option, value).out()).startsWith("up to date");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({Specialization.MODEL, Specialization.ARCHITECTURE})
    void a_file_that_is_damaged_or_missing_is_made_again(String name) throws IOException {
        Files.writeString(out.resolve(name), "spoilt");
        assertMade(run(out, "--latency", "200us"));
        assertThat(out.resolve(name)).hasSameBinaryContentAs(made.resolve(name));
        Files.delete(out.resolve(name));
        assertMade(run(out, "--latency", "200us"));
        assertThat(out.resolve(name)).hasSameBinaryContentAs(made.resolve(name));
    }

    @Test
    void the_profile_counts_by_its_content() throws IOException {
        Path same = folder.resolve("same.json");
        TinySupernet.write(same, Files.readString(profile).replaceAll("\n *", " "));
        assertThat(with(same, TINY.folder()).out()).startsWith("up to date");
        Path other = folder.resolve("other.json");
        new SyntheticDevice(1.001).profile("paper", TINY.searchSpace(), other);
        assertMade(with(other, TINY.folder()));
    }

    @Test
    void a_supernet_counts_by_its_files() throws IOException {
        Path net = TINY.copy(folder.resolve("net"));
        assertThat(with(profile, net).out()).startsWith("up to date");
        Path weights = net.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        with(profile, net).assertRefused(ExitCode.USAGE, "weights.safetensors", "damaged or changed");
    }

    @Test
    void a_folder_of_another_run_is_refused_and_both_are_named() throws IOException {
        Map<Path, FileTime> before = times();
        run(out, "--latency", "300us")
                .assertRefused(
                        ExitCode.USAGE,
                        "holds another run, net on paper within 200 µs, and asked is net on paper within 300 µs",
                        "--force");
        run(out, "--latency", "200us", "--max-macs", "200K")
                .assertRefused(ExitCode.USAGE, "within 200 µs, and asked", "within 200 µs and 200K MACs");
        InProcess.run("--supernet", TINY.folder(), "--device", "pixel", "--latency", "200us", "--output", out)
                .assertRefused(ExitCode.USAGE, "net on paper", "net on pixel");
        assertThat(times()).isEqualTo(before);
        assertMade(run(out, "--latency", "300us", "--force"));
    }

    @Test
    void a_folder_whose_model_cannot_be_told_is_refused() throws IOException {
        Path manifest = out.resolve(Specialization.MANIFEST);
        String text = Files.readString(manifest);
        TinySupernet.write(manifest, text.replace("\"seed\" : 0", "\"seed\" : 1"));
        run(out, "--latency", "200us").assertRefused(ExitCode.USAGE, "was edited", "--force");
        TinySupernet.write(manifest, text.replace("specialization/6", "specialization/3"));
        run(out, "--latency", "200us").assertRefused(ExitCode.USAGE, "another format, specialization/3", "--force");
        assertMade(run(out, "--latency", "200us", "--force"));
    }

    @Test
    void the_folder_of_something_else_is_never_replaced() {
        run(TINY.folder(), "--latency", "200us", "--force")
                .assertRefused(ExitCode.USAGE, "not of a model, but of format supernet/2", "choose another folder");
        run(profile, "--latency", "200us").assertRefused(ExitCode.USAGE, "is a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200us", "1ns"})
    void files_that_no_run_made_are_never_touched(String budget) throws IOException {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        TinySupernet.write(mine.resolve(Specialization.MODEL), "precious");
        TinySupernet.write(mine.resolve(Specialization.REPORT), "precious");
        run(mine, "--latency", budget).assertRefused(ExitCode.USAGE, "holds what no run made, such as model.onnx");
        assertThat(run(mine, "--latency", "1ns", "--force").code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(mine.resolve(Specialization.MODEL)).hasContent("precious");
        assertThat(mine.resolve(Specialization.REPORT)).hasContent("precious");
        assertMade(run(mine, "--latency", "200us", "--force"));
        assertThat(mine.resolve(".specialize-unfinished")).doesNotExist();
    }

    @Test
    void a_run_that_was_killed_while_it_wrote_is_made_again() throws IOException {
        Files.delete(out.resolve(Specialization.MANIFEST));
        run(out, "--latency", "200us").assertRefused(ExitCode.USAGE, "holds what no run made");
        TinySupernet.write(out.resolve(".specialize-unfinished"), "");
        assertMade(run(out, "--latency", "200us"));
        assertThat(out.resolve(Specialization.REPORT)).exists();
        assertThat(run(out, "--latency", "200us").out()).startsWith("up to date");

        // before the report
        Files.delete(out.resolve(Specialization.REPORT));
        TinySupernet.write(out.resolve(".specialize-unfinished"), "");
        assertMade(run(out, "--latency", "200us"));
        assertThat(out.resolve(Specialization.REPORT)).exists();
    }

    @Test
    void a_run_that_was_killed_leaves_no_model_when_the_next_one_ends_without() throws IOException {
        Files.delete(out.resolve(Specialization.MANIFEST));
        TinySupernet.write(out.resolve(".specialize-unfinished"), "");
        assertThat(run(out, "--latency", "1ns").code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void of_several_budgets_only_those_are_made_that_are_not_there() throws IOException {
        Path several = folder.resolve("several");
        assertThat(run(several, "--latency", "150us,200us").code()).isZero();
        Files.delete(several.resolve("150us").resolve(Specialization.MODEL));
        Launcher.Result again = run(several, "--latency", "150us,200us");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("up to date " + several.resolve("200us"), "model     " + several);
        assertThat(run(several, "--latency", "200us,150us").out().lines())
                .hasSize(2)
                .allMatch(l -> l.startsWith("up"));
    }

    @Test
    void a_budget_that_is_missed_now_leaves_no_model() {
        Path slow = folder.resolve("slow.json");
        new SyntheticDevice(1000).profile("paper", TINY.searchSpace(), slow);
        with(slow, TINY.folder()).assertRefused(ExitCode.INFEASIBLE, "No subnet");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void where_nobody_chose_the_folder_a_question_takes_nothing_from_that_of_another() throws IOException {
        Launcher launcher = new Launcher(folder.resolve("launcher"));
        Path usual = launcher.data().resolve("models").resolve("net-paper").resolve("200us");
        Files.createDirectories(usual.getParent());
        Files.move(out, usual);
        Path slow = folder.resolve("slow.json");
        new SyntheticDevice(1000).profile("paper", TINY.searchSpace(), slow);
        Object[] asked = {"--supernet", TINY.folder(), "--profile", slow, "--latency", "200us", "--confidence"};
        launcher.run(Stream.concat(Stream.of(asked), Stream.of("0.9")).toArray())
                .assertRefused(ExitCode.INFEASIBLE, "No subnet");
        assertThat(usual.resolve(Specialization.MODEL)).exists();
        launcher.run(Stream.concat(Stream.of(asked), Stream.of("0.95")).toArray())
                .assertRefused(ExitCode.INFEASIBLE, "No subnet");
        assertThat(usual).isEmptyDirectory();
    }

    @Test
    void a_failed_verification_leaves_no_model_and_spoils_no_other_budget() throws IOException {
        Path net = TINY.copy(folder.resolve("net"));
        Path weights = net.resolve("weights.safetensors");
        String hash = Sha256.of(weights);
        overflow(weights);
        Path manifest = net.resolve("manifest.json");
        TinySupernet.write(manifest, Files.readString(manifest).replace(hash, Sha256.of(weights)));
        Launcher.Result failed = with(profile, net);
        failed.assertRefused(ExitCode.VERIFICATION, "logits hold");
        assertThat(out).isEmptyDirectory();

        Path several = folder.resolve("several");
        Launcher.Result both = InProcess.run(
                "--supernet", net, "--profile", profile, "--latency", "1ns,200us", "--output", several, "--json");
        assertThat(both.code()).isEqualTo(ExitCode.VERIFICATION);
        assertThat((List<?>) JsonFile.parse(both.out(), Path.of("stdout"), Object.class))
                .extracting("budget", "exitCode")
                .containsExactly(tuple("1 ns", ExitCode.INFEASIBLE), tuple("200 µs", ExitCode.VERIFICATION));
    }

    /** The sums that the classifier makes are beyond what float32 holds. */
    private static void overflow(Path file) {
        Map<String, Tensor> tensors = new TreeMap<>(Weights.read(file).tensors());
        Tensor classifier = tensors.get("classifier.weight");
        float[] huge = new float[classifier.values().length];
        Arrays.fill(huge, Float.MAX_VALUE);
        tensors.put("classifier.weight", new Tensor(classifier.shape(), huge));
        new Weights(tensors).write(file);
    }

    @Test
    void a_read_only_folder_may_hold_what_is_up_to_date() {
        assertThat(out.toFile().setWritable(false)).isTrue();
        try {
            assertThat(run(out, "--latency", "200us").out()).startsWith("up to date");
        } finally {
            assertThat(out.toFile().setWritable(true)).isTrue();
        }
    }

    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private void assertMade(Launcher.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("model ");
        JsonFile.read(out.resolve(Specialization.MANIFEST), SpecializationManifest.class);
    }

    private Launcher.Result with(Path otherProfile, Path net) {
        return InProcess.run("--supernet", net, "--profile", otherProfile, "--latency", "200us", "--output", out);
    }

    private static Launcher.Result run(Path folder, Object... more) {
        return InProcess.run(Stream.concat(
                        Stream.of("--supernet", TINY.folder(), "--profile", profile, "--output", folder),
                        Stream.of(more))
                .toArray());
    }
}
