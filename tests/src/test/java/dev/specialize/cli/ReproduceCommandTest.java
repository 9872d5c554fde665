package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model made again from its manifest. */
class ReproduceCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private static Path shared;

    private static Path profile;
    private static Path model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makes_a_model() {
        PaperModel made = PaperModel.in(shared, "--latency", "200us", "--seed", 3);
        profile = made.profile();
        model = made.folder();
    }

    @Test
    void the_same_inputs_give_the_same_bytes_without_the_profile() {
        Path again = folder.resolve("again");
        Launcher.Result result = reproduce(manifest(), "--output", again);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("the same bytes", "versions          the same");
        for (String file : List.of(Specialization.MODEL, Specialization.ARCHITECTURE, Specialization.MANIFEST)) {
            assertThat(again.resolve(file)).hasSameBinaryContentAs(model.resolve(file));
        }
    }

    @Test
    void another_number_of_threads_on_the_machine_changes_nothing() {
        Launcher.Result result = new Launcher(folder).with("OMP_NUM_THREADS", 2).run("reproduce", manifest(), "--json");
        assertThat(result.code()).as(result.err()).isZero();
        int made = SpecializationManifest.read(manifest()).threads();
        assertThat(TorchThreads.count()).isEqualTo(made);
        assertThat(TorchThreads.<Integer>computing(made + 1, TorchThreads::count))
                .isEqualTo(made + 1);
        assertThat(TorchThreads.count()).isEqualTo(made);
    }

    @Test
    void the_search_finds_the_same_architecture_again() throws IOException {
        Launcher.Result result = reproduce(manifest(), "--search", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("searched ");
        Map<?, ?> report = JsonFile.parse(result.out(), Path.of("stdout"), Map.class);
        assertThat(report.get("verdict")).isEqualTo("same-bytes");
        assertThat((List<?>) report.get("inputs")).extracting("name").contains("profile", "supernet/space.json");
        assertThat((List<?>) report.get("outputs"))
                .extracting("name", "found")
                .contains(tuple(Specialization.MODEL, Sha256.of(model.resolve(Specialization.MODEL))));

        Path other = folder.resolve("other.json");
        new SyntheticDevice(1.01).profile("paper", TINY.searchSpace(), other);
        reproduce(manifest(), "--search", "--profile", other)
                .assertRefused(ExitCode.USAGE, "profile (", Sha256.of(other).substring(0, 12) + ".. now");
        reproduce(manifest(), "--profile", other).assertRefused(ExitCode.USAGE, "--profile is for --search");
    }

    @Test
    void a_changed_input_is_named_with_both_hashes_and_nothing_is_made() throws IOException {
        Path net = TINY.copy(folder.resolve("net"));
        Path weights = net.resolve("weights.safetensors");
        String before = Sha256.of(weights);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        Files.delete(net.resolve("pairs.json"));
        Path again = folder.resolve("again");
        Launcher.Result result = reproduce(manifest(), "--supernet", net, "--output", again);
        result.assertRefused(
                ExitCode.USAGE,
                "supernet/weights.safetensors (" + before.substring(0, 12) + ".. then, "
                        + Sha256.of(weights).substring(0, 12) + ".. now)",
                "supernet/pairs.json",
                "missing now");
        assertThat(result.err()).doesNotContain("space.json", "calibration");
        assertThat(again).doesNotExist();
        Launcher.Result json = reproduce(manifest(), "--supernet", net, "--json");
        assertThat(json.code()).isEqualTo(ExitCode.USAGE);
        assertThat(JsonFile.parse(json.out(), Path.of("stdout"), Map.class).get("verdict"))
                .isEqualTo("inputs-changed");
    }

    @Test
    void other_bytes_are_a_failed_verdict_that_names_what_differs() throws IOException {
        String hash = Sha256.of(model.resolve(Specialization.MODEL));
        Path forged = folder.resolve("manifest.json");
        String text = Files.readString(manifest());
        write(forged, sealed(text.replace(hash, "0".repeat(64)).replace("\"libtorch\" : \"", "\"libtorch\" : \"1.")));
        Path again = folder.resolve("again");
        Launcher.Result result = reproduce(forged, "--output", again);
        assertThat(result.code()).isEqualTo(ExitCode.VERIFICATION);
        assertThat(result.complaints())
                .hasSize(1)
                .first()
                .asString()
                .contains(
                        "model.onnx (000000000000.. then, " + hash.substring(0, 12) + ".. now)", "libtorch 1.2", " now")
                .doesNotContain("architecture.json");
        assertThat(again).doesNotExist();
    }

    @Test
    void other_versions_that_give_the_same_bytes_are_told() throws IOException {
        Path older = folder.resolve("manifest.json");
        write(older, sealed(Files.readString(manifest()).replaceFirst("\"java\" : \"[^\"]*\"", "\"java\" : \"9\"")));
        Launcher.Result result = reproduce(older);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("java 9 then, " + Runtime.version() + " now");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    "seed" : 3 | "seed" : 4
                    "latencyNanos" : 200000 | "latencyNanos" : 100000
                    "share" : 0. | "share" : 1.
                    "--profile" | "--output"
                    """)
    void a_manifest_that_was_edited_by_hand_is_refused(String from, String to) throws IOException {
        String text = Files.readString(manifest());
        assertThat(text).contains(from);
        Path edited = folder.resolve("manifest.json");
        write(edited, text.replace(from, to));
        reproduce(edited).assertRefused(ExitCode.USAGE, "manifest.json", "was edited", "seal");
    }

    @Test
    void a_manifest_that_is_laid_out_otherwise_is_the_same() throws IOException {
        Path other = folder.resolve("manifest.json");
        write(other, Files.readString(manifest()).replaceAll("\n *", " "));
        assertThat(reproduce(other).code()).isZero();
    }

    @Test
    void the_folder_says_as_much_as_its_manifest() {
        assertThat(reproduce(model, "--json").out())
                .isEqualTo(reproduce(manifest(), "--json").out());
        reproduce(folder)
                .assertRefused(ExitCode.USAGE, folder.resolve("manifest.json").toString(), "no such file");
    }

    @Test
    void what_is_no_manifest_is_refused() throws IOException {
        reproduce(folder.resolve("none.json")).assertRefused(ExitCode.USAGE, "none.json", "no such file");
        Path bad = folder.resolve("manifest.json");
        String text = Files.readString(manifest());
        write(bad, text.substring(0, text.length() / 2));
        reproduce(bad).assertRefused(ExitCode.USAGE, "ends too early");
        write(bad, text.replace("specialization/6", "specialization/3"));
        reproduce(bad)
                .assertRefused(
                        ExitCode.USAGE,
                        "another format, specialization/3",
                        "is specialization/6",
                        "make the model again");
        write(bad, sealed(text.replace("\"model.onnx\" : ", "\"../model.onnx\" : ")));
        reproduce(bad).assertRefused(ExitCode.USAGE, "names of files", "../model.onnx");
        reproduce(TINY.folder().resolve("manifest.json"))
                .assertRefused(ExitCode.USAGE, "manifest.json", "format supernet/2");
    }

    @Test
    void a_supernet_that_is_elsewhere_now_has_to_be_told() throws IOException {
        Path moved = folder.resolve("manifest.json");
        Path gone = folder.resolve("gone");
        write(moved, sealed(Files.readString(manifest()).replace(TINY.folder().toString(), gone.toString())));
        reproduce(moved).assertRefused(ExitCode.USAGE, "manifest.json", gone.toString(), "--supernet DIR");
        reproduce(moved, "--supernet", folder)
                .assertRefused(ExitCode.USAGE, "is not a supernet", "format specialization/6");
        assertThat(reproduce(moved, "--supernet", TINY.folder()).code()).isZero();
    }

    @Test
    void an_output_that_cannot_be_written_is_refused_before_the_work() {
        reproduce(manifest(), "--output", profile).assertRefused(ExitCode.USAGE, "is a file");
        reproduce(manifest(), "--output", "/proc/x").assertRefused(ExitCode.USAGE, "Maybe choose another");
    }

    @Test
    void onto_its_own_folder_the_report_stays_and_onto_another_model_of_the_same_it_does_not() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        for (String file : List.of(
                Specialization.MODEL, Specialization.ARCHITECTURE, Specialization.MANIFEST, Specialization.REPORT)) {
            Files.copy(model.resolve(file), own.resolve(file));
        }
        Path manifest = own.resolve(Specialization.MANIFEST);
        Launcher.Result result = reproduce(manifest, "--output", own);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(own.resolve(Specialization.REPORT)).hasSameBinaryContentAs(model.resolve(Specialization.REPORT));
        write(manifest, Files.readString(manifest).replaceAll("\n *", " "));
        assertThat(reproduce(manifest(), "--output", own).code()).isZero();
        assertThat(manifest).hasSameBinaryContentAs(manifest());
        assertThat(own.resolve(Specialization.REPORT)).doesNotExist();
    }

    @Test
    void an_output_that_holds_something_else_is_refused() throws IOException {
        reproduce(manifest(), "--output", TINY.folder())
                .assertRefused(ExitCode.USAGE, "not of a model, but of format supernet/2");
        assertThat(Supernet.read(TINY.folder()).manifest().name()).isEqualTo("net");
        Path mine = Files.createDirectories(folder.resolve("mine"));
        write(mine.resolve(Specialization.MODEL), "precious");
        reproduce(manifest(), "--output", mine).assertRefused(ExitCode.USAGE, "holds what no run made");
        assertThat(mine.resolve(Specialization.MODEL)).hasContent("precious");
    }

    private static Path manifest() {
        return model.resolve(Specialization.MANIFEST);
    }

    /** As the format says: the hash of the manifest with an empty seal. */
    static String sealed(String manifest) {
        String open = manifest.replaceFirst("\"seal\" : \"[0-9a-f]*\"", "\"seal\" : \"\"");
        return open.replace("\"seal\" : \"\"", "\"seal\" : \"" + Sha256.of(open) + "\"");
    }

    private static void write(Path file, String text) {
        TinySupernet.write(file, text);
    }

    private static Launcher.Result reproduce(Path manifest, Object... more) {
        return InProcess.run(
                Stream.concat(Stream.of("reproduce", manifest), Stream.of(more)).toArray());
    }
}
