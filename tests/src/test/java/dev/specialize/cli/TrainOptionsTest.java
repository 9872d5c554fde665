package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.SupernetPredictor;
import dev.specialize.supernet.Supernet;
import dev.specialize.training.Recipe;
import dev.specialize.weights.Inheritance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else {@code train} can be asked for. */
class TrainOptionsTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private Path folder;

    private Launcher.Result train(Path out, Object... more) {
        return InProcess.run(with(tiny(out), more));
    }

    private static Launcher.Result trainBy(Object recipe, Path out, Object... more) {
        return InProcess.run(with(arguments(recipe, out), more));
    }

    private static Object[] tiny(Path out) {
        return with(arguments(TINY.recipe(), out), "--pairs", 40);
    }

    private static Object[] arguments(Object recipe, Path out) {
        return new Object[] {"train", "--space", TINY.space(), "--data", TINY.images(), "--out", out, "--recipe", recipe
        };
    }

    private static Object[] with(Object[] arguments, Object... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray();
    }

    private static void assertUsage(Launcher.Result result, String... parts) {
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(parts).doesNotContain("Exception", "\tat ");
    }

    @Test
    void a_start_from_a_trained_supernet_says_what_was_kept_and_keeps_a_record() {
        Path out = folder.resolve("net");
        Launcher.Result result = train(out, "--init", TINY.folder());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("from tiny at width multiplier 1.0: ", "tensors kept, 0 remapped, 0 new");
        Inheritance inheritance = JsonFile.read(out.resolve("inheritance.json"), Inheritance.class);
        assertThat(inheritance.fresh()).isEmpty();
        assertThat(Supernet.read(out).manifest().files()).containsKey("inheritance.json");
    }

    @Test
    void a_start_from_something_else_is_refused_by_name() {
        assertUsage(train(folder.resolve("net"), "--init", TINY.recipe()), "recipe.json");
        assertUsage(train(folder.resolve("net"), "--init", folder.resolve("nothing")), "nothing", "no such file");
    }

    @Test
    void who_begins_with_random_weights_hears_of_those_that_came_with_the_program_for_such_images() {
        Launcher launcher = new Launcher(folder.resolve("launcher"));
        String told = "--init cifar-10";
        Object[] colour = {"train", "--data", folder.resolve("none"), "--out", folder.resolve("net")};
        assertThat(launcher.run(colour).err()).contains(told);
        assertThat(launcher.run(with(colour, "--channels", 1)).err()).doesNotContain(told);
        assertThat(launcher.run(with(colour, "--init", "fashion-mnist")).err()).doesNotContain(told);
    }

    @Test
    void minutes_choose_sizes_and_say_which() {
        Path out = folder.resolve("net");
        Launcher.Result result = train(out, "--minutes", 0.05);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .containsPattern("an epoch takes .* s here: chose \\d+ epochs of tiny at width .*, batches of 8");
        assertThat(JsonFile.read(out.resolve("recipe.json"), Recipe.class).batchSize())
                .isEqualTo(8);
        assertThat(JsonFile.read(out.resolve("space.json"), SearchSpace.class).widthMultiplier())
                .isLessThanOrEqualTo(1);
        assertThat(out.resolve("unfinished")).doesNotExist();

        assertUsage(train(folder.resolve("other"), "--minutes", 0), "minutes");
        assertUsage(train(folder.resolve("other"), "--minutes", 1, "--epochs", 5), "leave out --epochs");
    }

    @Test
    void another_recipe_goes_on_with_the_sizes_that_minutes_chose() throws IOException {
        Path out = folder.resolve("net");
        Path other = folder.resolve("other.json");
        String recipe = Files.readString(TINY.recipe());
        assertThat(recipe).contains("\"labelSmoothing\" : 0.1");
        TinySupernet.write(other, recipe.replace("\"labelSmoothing\" : 0.1", "\"labelSmoothing\" : 0.05"));
        Launcher launcher = new Launcher(folder.resolve("launcher"));
        launcher.start(with(tiny(out), "--minutes", 0.2))
                .awaitErr(e -> e.contains("epoch 1"))
                .signalled("INT");
        String sizes = Files.readString(out.resolve("unfinished").resolve("sizes.json"));
        String chosen = sizes.substring(
                sizes.lastIndexOf("\"epochs\""), sizes.lastIndexOf(",\n", sizes.lastIndexOf("\"batchSize\"")));

        Launcher.Result resumed =
                InProcess.run(with(arguments(other, out), "--pairs", 40, "--minutes", 0.2, "--resume", "--new-recipe"));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("epochs are those that the run was begun with");
        assertThat(Files.readString(out.resolve("recipe.json"))).contains(chosen, "\"labelSmoothing\" : 0.05");
    }

    @Test
    void minutes_halve_the_batches_of_few_images() {
        Path out = folder.resolve("net");
        Object[] few = {
            "train",
            "--space",
            TINY.space(),
            "--data",
            TinyImages.write(folder.resolve("few"), 4, 2, 0),
            "--out",
            out,
            "--recipe",
            "random-labels",
            "--minutes",
            0.02
        };
        Launcher.Result result = InProcess.run(few);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(JsonFile.read(out.resolve("recipe.json"), Recipe.class).batchSize())
                .isEqualTo(8);

        few[4] = TinyImages.write(folder.resolve("fewer"), 2, 2, 0);
        few[6] = folder.resolve("other");
        assertUsage(InProcess.run(few), "6 training", "too few for batches of 8");
    }

    @Test
    void a_start_from_a_supernet_of_other_classes_takes_over_those_of_one_name() {
        Path images = TinyImages.write(folder.resolve("others"), 60, 0, 0);
        renamed(images);
        Path out = folder.resolve("net");
        Launcher.Result result = InProcess.run(
                "train",
                "--space",
                TINY.space(),
                "--data",
                images,
                "--out",
                out,
                "--recipe",
                "random-labels",
                "--epochs",
                1,
                "--init",
                TINY.folder());
        assertThat(result.code()).as(result.err()).isZero();
        Inheritance inheritance = JsonFile.read(out.resolve("inheritance.json"), Inheritance.class);
        assertThat(inheritance.departures()).containsExactly("classifier: 2 of 3 classes, and 1 new");
        assertThat(inheritance.remapped()).containsExactly("classifier.bias", "classifier.weight");
    }

    @Test
    void a_population_ends_with_one_supernet() {
        Path out = folder.resolve("net");
        Launcher.Result result = train(out, "--population", 2, "--epochs", 1);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("turn 10 of 10, member 1", "goes on from member");
        assertThat(Supernet.read(out).manifest().training()).isPresent();
        assertThat(out.resolve("unfinished")).doesNotExist();
        assertUsage(train(folder.resolve("other"), "--population", 0), "population must be at least 1");
        assertUsage(trainBy("random-labels", folder.resolve("other"), "--population", 2), "leave out --population");
    }

    @Test
    void what_an_attempt_that_came_to_nothing_left_behind_decides_nothing() throws IOException {
        Path out = folder.resolve("net");
        Files.createDirectories(out.resolve("unfinished"));
        TinySupernet.write(out.resolve("unfinished").resolve("sizes.json"), "of another attempt");
        TinySupernet.write(out.resolve("unfinished").resolve("inheritance.json"), "of another attempt");
        Launcher.Result result = train(out, "--epochs", 1);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(JsonFile.read(out.resolve("recipe.json"), Recipe.class).epochs())
                .isEqualTo(1);
        assertThat(out.resolve("inheritance.json")).doesNotExist();
    }

    @Test
    void what_a_run_refused_changes_nothing_of_it() {
        Path whole = folder.resolve("whole");
        assertThat(train(whole, "--epochs", 3).code()).isZero();
        Path out = folder.resolve("net");
        Launcher launcher = new Launcher(folder.resolve("launcher"));
        Object[] usual = with(tiny(out), "--epochs", 3);
        launcher.start(usual).awaitErr(e -> e.contains("epoch 1")).signalled("INT");

        assertUsage(InProcess.run(with(usual, "--resume", "--init", TINY.folder())), "start");
        assertUsage(InProcess.run(with(usual, "--resume", "--new-recipe", "--width", 0.5)), "search space");
        assertUsage(train(out, "--minutes", 1, "--resume"), "--minutes");

        Launcher.Result resumed = InProcess.run(with(usual, "--resume"));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(out.resolve("inheritance.json")).doesNotExist();
        assertThat(out.resolve(Supernet.WEIGHTS)).hasSameBinaryContentAs(whole.resolve(Supernet.WEIGHTS));
    }

    @Test
    void a_space_of_too_few_subnets_is_refused_before_it_is_trained() {
        Path space = folder.resolve("few.json");
        TinySupernet.write(
                space,
                TinySupernet.SPACE
                        .replace("[16, 20]", "[16]")
                        .replace("[1, 2]", "[1]")
                        .replace("[3, 5, 7]", "[3, 5]"));
        assertUsage(
                InProcess.run("train", "--space", space, "--data", TINY.images(), "--out", folder.resolve("few")),
                "at least 20 distinct architectures");
    }

    @Test
    void random_labels_end_with_a_ranking_by_angle() {
        Path out = folder.resolve("net");
        Launcher.Result result = trainBy("random-labels", out, "--epochs", 1);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("ranked by how far their weights turned");
        Supernet net = Supernet.read(out);
        assertThat(net.manifest().accuracy()).isEmpty();
        PredictorModel model = PredictorModel.read(net.predictorFile().orElseThrow(), net.space());
        double angle = model.predictor().accuracy(net.space().largest());
        assertThat(SupernetPredictor.byAngle(out, net.space())
                        .predictor()
                        .accuracy(net.space().largest()))
                .isEqualTo(angle)
                .isPositive();
    }

    @Test
    void subnets_of_a_supernet_that_learnt_from_labels_can_be_ranked_by_how_far_their_weights_turned()
            throws IOException {
        Path out = folder.resolve("net");
        Path fast = folder.resolve("fast.json");
        TinySupernet.recipe(fast, 12, 16);
        TinySupernet.write(
                fast, Files.readString(fast).replaceAll("\"learningRate\" : [0-9.]+", "\"learningRate\" : 1.0"));
        Launcher.Result result = trainBy(fast, out, "--pairs", 40);
        assertThat(result.code()).as(result.err()).isZero();
        SearchSpace space = TINY.searchSpace();
        AccuracyPredictor angles = SupernetPredictor.byAngle(out, space).predictor();
        double largest = Math.PI * angles.accuracy(space.largest());
        double smallest = Math.PI * angles.accuracy(space.smallest());
        // trained weights are neither the initial ones nor unrelated to them
        assertThat(largest).isBetween(0.1, 1.6);
        assertThat(smallest).isBetween(0.1, 1.6).isNotEqualTo(largest);
    }

    @Test
    void a_subnet_is_trained_further_and_exported() {
        Path architecture = folder.resolve("a.json");
        TinySupernet.write(architecture, """
                {"format": "architecture/2", "space": "tiny", "resolution": 16, "widths": [], "stages": [
                  [{"kernel": 3, "expand": 2.0}],
                  [{"kernel": 5, "expand": 3.0}, {"kernel": 3, "expand": 2.0}]]}
                """);
        Path out = folder.resolve("tuned");
        Object[] command = {
            "finetune",
            "--supernet",
            TINY.folder(),
            "--architecture",
            architecture,
            "--data",
            TINY.images(),
            "--out",
            out,
            "--epochs",
            3
        };
        Launcher.Result result = InProcess.run(command);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("subnet    r16 k3e2 k5e3.k3e2", " % before");
        assertThat(out.resolve("tuning.json")).exists();
        Recipe made = JsonFile.read(TINY.folder().resolve("recipe.json"), Recipe.class);
        assertThat(JsonFile.read(out.resolve("recipe.json"), Recipe.class))
                .usingRecursiveComparison()
                .ignoringFields("name", "phases", "epochs")
                .isEqualTo(made);
        assertThat(out.resolve("unfinished")).doesNotExist();

        Launcher.Result export = InProcess.run(
                "export", "--supernet", out, "--architecture", architecture, "--output", folder.resolve("tuned.onnx"));
        assertThat(export.code()).as(export.err()).isZero();

        assertUsage(InProcess.run(command), "finished supernet");
        Path others = TinyImages.write(folder.resolve("others"), 5, 0, 0);
        renamed(others);
        command[6] = others;
        command[8] = folder.resolve("second");
        assertUsage(InProcess.run(command), "has the classes", "--init");
        command[6] = TinyImages.write(folder.resolve("few"), 1, 0, 0);
        assertUsage(InProcess.run(command), "3 training and 0 validation images are too few", "Maybe add images");
        assertThat(folder.resolve("second").resolve(Supernet.MANIFEST)).doesNotExist();
    }

    private static void renamed(Path images) {
        String first = TinyImages.CLASSES.get(0);
        try {
            Files.move(
                    images.resolve("train").resolve(first),
                    images.resolve("train").resolve("another"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
