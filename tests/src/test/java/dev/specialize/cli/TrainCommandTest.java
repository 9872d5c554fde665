package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.files.ProcessLock;
import dev.specialize.files.Sha256;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import dev.specialize.training.BuiltInRecipes;
import dev.specialize.training.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Making a supernet, and every way in which that can go wrong. */
class TrainCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private Path folder;

    @Test
    void training_ends_with_a_folder_that_is_what_its_manifest_says() throws IOException {
        assertThat(TINY.training().code()).as(TINY.training().err()).isZero();
        assertThat(TINY.training().out())
                .isEqualToIgnoringNewLines(TINY.folder().toString());
        SupernetManifest manifest = JsonFile.read(TINY.folder().resolve(Supernet.MANIFEST), SupernetManifest.class);
        manifest.files()
                .forEach((name, hash) -> assertThat(Sha256.of(TINY.folder().resolve(name)))
                        .as(name)
                        .isEqualTo(hash));
        assertThat(manifest.classes()).isEqualTo(TinyImages.CLASSES);
        try (Stream<Path> files = Files.list(TINY.folder())) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.equals(Supernet.MANIFEST)))
                    .as("nothing is left over")
                    .containsExactlyInAnyOrderElementsOf(manifest.files().keySet());
        }
        Supernet net = Supernet.read(TINY.folder());
        assertThat(PredictorModel.read(net.predictorFile().orElseThrow(), net.space())
                        .quality()
                        .orElseThrow()
                        .heldOutPairs())
                .isPositive();
    }

    @Test
    void what_is_told_is_plain_lines_without_the_noise_of_libraries() {
        assertThat(TINY.training().err())
                .doesNotContain("\u001b", "WARN", "INFO", "Exception", "SLF4J")
                .contains("epoch 1 of", "data: 180 training, 90 validation, 60 test images of 3 classes");
    }

    @Test
    void a_run_that_is_interrupted_killed_and_resumed_ends_with_the_same_weights() {
        Launcher launcher = new Launcher(folder);
        Path recipe = folder.resolve("long.json");
        TinySupernet.recipe(recipe, 20, 16);
        Path whole = folder.resolve("whole");
        Path pieces = folder.resolve("pieces");
        Object[] uninterrupted = arguments(whole, recipe, TINY.images());
        Object[] again = Stream.concat(Stream.of(arguments(pieces, recipe, TINY.images())), Stream.of("--resume"))
                .toArray();
        assertThat(launcher.run(uninterrupted).code()).isZero();

        Object[] begun = Stream.concat(Stream.of(arguments(pieces, recipe, TINY.images())), Stream.of("--json"))
                .toArray();
        Launcher.Result interrupted =
                launcher.start(begun).awaitErr(e -> e.contains("epoch")).signalled("INT");
        assertThat(interrupted.code()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(interrupted.err()).contains("--resume");
        Map<?, ?> told = JsonFile.parse(interrupted.out(), Path.of("stdout"), Map.class);
        assertThat(told.get("exitCode")).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(told.get("problem")).isEqualTo("stopped and saved; go on with --resume");
        assertThat(pieces.resolve(Supernet.MANIFEST)).doesNotExist();

        Launcher.Result withoutResume = InProcess.run(arguments(pieces, recipe, TINY.images()));
        assertThat(withoutResume.code()).isEqualTo(ExitCode.USAGE);
        assertThat(withoutResume.err()).contains("unfinished", "--resume");

        launcher.start(again).awaitErr(e -> e.contains("epoch")).signalled("KILL");
        assertThat(pieces.resolve(Supernet.MANIFEST)).doesNotExist();
        Launcher.Result terminated =
                launcher.start(again).awaitErr(e -> e.contains("epoch")).signalled("TERM");
        assertThat(terminated.code()).isEqualTo(ExitCode.INTERRUPTED);

        assertThat(launcher.run(again).code()).isZero();
        assertThat(pieces.resolve(Supernet.WEIGHTS)).hasSameBinaryContentAs(whole.resolve(Supernet.WEIGHTS));
        assertThat(pieces.resolve("predictor.json")).hasSameBinaryContentAs(whole.resolve("predictor.json"));
    }

    @Test
    void a_disk_that_is_full_leaves_nothing_half_written() throws IOException {
        Path out = folder.resolve("full");
        Launcher.Result result =
                new Launcher(folder).runWithFilesUpTo(40, arguments(out, TINY.recipe(), TINY.images()));
        assertUsage(result, "Cannot write");
        try (Stream<Path> files = Files.walk(out)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("sizes.json", "lock");
        }
    }

    @Test
    void a_run_that_another_process_is_at_is_left_alone() {
        Path out = folder.resolve("net");
        Path unfinished = out.resolve("unfinished");
        Launcher.Result second = ProcessLock.holding(
                unfinished.resolve("lock"),
                IllegalStateException::new,
                () -> new Launcher(folder).run(arguments(out, TINY.recipe(), TINY.images())));
        assertUsage(second, "unfinished", "another process trains there", "Maybe");
        assertThat(unfinished).isDirectoryNotContaining(file -> !file.endsWith("lock"));
    }

    @Test
    void a_finished_folder_is_not_trained_over_and_nothing_to_resume_is_said() {
        assertUsage(train(TINY.folder(), TINY.images()), "finished", "another --out");
        Path fresh = folder.resolve("fresh");
        assertUsage(
                InProcess.run("train", "--space", TINY.space(), "--data", TINY.images(), "--out", fresh, "--resume"),
                "no unfinished run",
                "leave out --resume");
    }

    @Test
    void data_that_cannot_be_learnt_from_is_refused() throws IOException {
        Path out = folder.resolve("net");
        assertUsage(train(out, folder.resolve("none")), "none", "no such folder");
        assertUsage(train(out, folder), "neither a 'train' folder");

        Path empty = TinyImages.write(folder.resolve("empty"), 5, 0, 0);
        Files.createDirectories(empty.resolve("train").resolve("nothing"));
        assertUsage(train(out, empty), "nothing: no images");

        Path one = folder.resolve("one");
        Files.createDirectories(one.resolve("train").resolve("only"));
        assertUsage(train(out, one), "at least two classes", "[only]");

        assertUsage(train(out, TinyImages.write(folder.resolve("few"), 3, 0, 0)), "too few", "--minutes", "batchSize");

        Path spoilt = TinyImages.write(folder.resolve("spoilt"), 5, 0, 0);
        for (int i = 0; i < 2; i++) {
            TinySupernet.write(spoilt.resolve("train").resolve("top").resolve(i + ".png"), "no image");
        }
        Launcher.Result unreadable = train(out, spoilt);
        assertUsage(unreadable, "2 of 15 images are unreadable");
        assertThat(unreadable.err()).contains("1.png");
        assertThat(out.resolve(Supernet.MANIFEST)).doesNotExist();
    }

    @Test
    void a_wrong_file_names_its_wrong_field() {
        Path space = folder.resolve("space.json");
        assertUsage(trainWith("--space", space), "space.json", "no such file", "mbv3-32");
        TinySupernet.write(space, TinySupernet.SPACE.replace("\"name\"", "\"bogus\": 1, \"name\""));
        assertUsage(trainWith("--space", space), "bogus");
        TinySupernet.write(space, TinySupernet.SPACE.replace("[1, 2]", "[2, 1]"));
        assertUsage(trainWith("--space", space), "depths", "ascending");
        TinySupernet.write(space, TinySupernet.SPACE.substring(0, 200));
        assertThat(trainWith("--space", space).err()).contains("ends too early").doesNotContain("REDACTED");

        assertUsage(trainWith("--recipe", "sandwhich"), "sandwhich", "no built-in recipe", "sandwich");
        Path recipe = folder.resolve("recipe.json");
        TinySupernet.recipe(recipe, 1, 16);
        String good = JsonFile.text(JsonFile.read(recipe, Recipe.class));
        TinySupernet.write(recipe, good.replace("\"batchSize\" : 16", "\"batchSize\" : 1"));
        assertUsage(trainWith("--recipe", recipe), "batchSize", "at least 2");
        TinySupernet.write(
                recipe,
                good.replace("\"labels\" : \"true\"", "\"labels\" : \"random\"").replace("as-is", "sort-channels"));
        assertUsage(trainWith("--recipe", recipe), "must not sort channels", "random", "[sandwich]");
        JsonFile.write(recipe, BuiltInRecipes.finetune(TINY.searchSpace().largest()));
        assertUsage(
                trainWith("--recipe", recipe), "phase finetune", "resolution 20 is not one of [24, 28, 32]", "Maybe");
        assertThat(folder.resolve("net")).doesNotExist();
    }

    @Test
    void a_wrong_number_is_told_by_its_name() {
        assertUsage(trainWith("--epochs", 0), "epochs");
        assertUsage(trainWith("--pairs", 5), "pairs must be at least 40");
        assertUsage(trainWith("--channels", 7), "--channels must be 1 or 3");
        assertUsage(trainWith("--width", -1), "widthMultiplier");
        assertUsage(trainWith("--out", "/"), "/");
        assertUsage(trainWith("--out", TINY.space()), "is a file");
        assertUsage(trainWith("--out", "/proc/x"), "/proc/x", "another folder");
    }

    private Launcher.Result train(Path out, Path data) {
        return InProcess.run(arguments(out, TINY.recipe(), data));
    }

    private static Object[] arguments(Path out, Path recipe, Path data) {
        return new Object[] {
            "train", "--space", TINY.space(), "--data", data, "--out", out, "--recipe", recipe, "--pairs", 40
        };
    }

    private Launcher.Result trainWith(String option, Object value) {
        Object data = folder.resolve("none");
        return option.equals("--out")
                ? InProcess.run("train", "--data", data, option, value)
                : InProcess.run("train", "--data", data, "--out", folder.resolve("net"), option, value);
    }

    private static void assertUsage(Launcher.Result result, String... parts) {
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
        assertThat(result.complaints())
                .as(result.err())
                .hasSize(1)
                .first()
                .asString()
                .contains(parts);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).doesNotContain("Exception", "\tat ");
    }
}
