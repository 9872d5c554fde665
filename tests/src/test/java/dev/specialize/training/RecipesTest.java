package dev.specialize.training;

import static dev.specialize.supernet.TinySupernet.SPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.JsonFile;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Precision;
import dev.specialize.supernet.TinySupernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.ChannelOrder;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every built-in recipe on the tiny space, 36 steps each. */
class RecipesTest {
    private static final Dataset DATA = data();

    private static TorchEngine engine;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static Dataset data() {
        ImageSet train = TinySupernet.images(96, 2);
        return new Dataset(List.of("red", "green", "blue", "dark"), train, train.range(0, 8), Optional.empty());
    }

    static Stream<String> names() {
        return BuiltInRecipes.all().map(Recipe::name);
    }

    private static Recipe recipe(String name) {
        return BuiltInRecipes.named(name).orElseThrow().withEpochs(3).withBatchSize(8);
    }

    @Test
    void the_recipe_of_the_example_for_cifar_10_trains_subnets_of_its_space() {
        Recipe recipe = JsonFile.read(Path.of("../specialize/examples/cifar-10/recipe.json"), Recipe.class);
        assertThatCode(() -> recipe.requireSubnetsOf(
                        BuiltInSpaces.named("residual-32").orElseThrow()))
                .doesNotThrowAnyException();
    }

    private static Trainer trainer(Recipe recipe, Path folder) {
        return trainer(SPACE, recipe, folder);
    }

    private static Trainer trainer(SearchSpace space, Recipe recipe, Path folder) {
        return new Trainer(
                engine,
                new TrainingJob(
                        space,
                        DATA,
                        Preprocessing.measuredOn(DATA.train()),
                        recipe,
                        Start.random(space, recipe.seed())),
                folder,
                TrainerOptions.USUAL,
                System::nanoTime);
    }

    private static Trainer.Outcome stoppedAfter(int steps, Recipe recipe, Path folder) {
        AtomicInteger asked = new AtomicInteger();
        return trainer(recipe, folder).train(p -> {}, () -> asked.getAndIncrement() == steps);
    }

    private static Trainer.Outcome finished(Recipe recipe, Path folder) {
        return trainer(recipe, folder).train(p -> {}, () -> false);
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_recipe_survives_its_file(String name) {
        Recipe recipe = recipe(name);
        Path file = folder.resolve("recipe.json");
        JsonFile.write(file, recipe);
        assertThat(JsonFile.read(file, Recipe.class)).isEqualTo(recipe);
    }

    @ParameterizedTest
    @MethodSource("names")
    void kernels_turn_by_muon_but_where_their_angle_ranks_subnets(String name) {
        assertThat(recipe(name).phases())
                .extracting(Phase::muon)
                .containsOnly(recipe(name).ranksByAngle() ? 0.0 : Phase.MUON);
    }

    @ParameterizedTest
    @MethodSource("names")
    void stages_whose_width_can_be_chosen_are_trained_by_every_recipe(String name) {
        SearchSpace space = TinySupernet.RESIDUAL;
        assertThat(space.hasElasticWidths()).isTrue();

        assertThat(trainer(space, recipe(name), folder)
                        .train(p -> {}, () -> false)
                        .finished())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_loss_falls(String name) {
        List<TrainingProgress> seen = new ArrayList<>();
        trainer(recipe(name).withEpochs(6), folder).train(seen::add, () -> false);
        double first = seen.get(0).loss();
        boolean taught = name.equals("progressive") || name.equals("coupled"); // later their loss is another one
        double last = seen.get(taught ? 20 : 71).loss();
        if (name.equals("random-labels")) {
            assertThat(last).isBetween(0.8 * first, 1.2 * first); // there is nothing to learn but the images one by one
        } else {
            assertThat(last).isLessThan(first);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_run_that_was_stopped_anywhere_ends_like_one_that_was_not(String name) throws IOException {
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Recipe recipe = recipe(name);
        finished(recipe, whole);
        for (int i = 0; i < 40; i += 5) {
            stoppedAfter(5, recipe, parts);
        }
        String last = "checkpoint-36.safetensors";
        assertThat(parts.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"largest-first", "sandwich", "mutual", "progressive", "single-path", "fair", "random", "coupled"
            })
    void every_weight_moves(String name) {
        Weights start = Start.random(SPACE, 0).weights();
        finished(recipe(name), folder)
                .weights()
                .tensors()
                .forEach((tensor, values) -> assertThat(values.values())
                        .as(tensor)
                        .isNotEqualTo(start.get(tensor).values()));
    }

    @Test
    void a_subnet_of_random_labels_is_tuned_by_the_labels_alone() {
        Phase usual = BuiltInRecipes.finetune(SPACE.largest(), recipe("sandwich"))
                .phases()
                .get(0);
        Phase anew = BuiltInRecipes.finetune(SPACE.largest(), recipe("random-labels"))
                .phases()
                .get(0);
        assertThat(usual.teaching()).isEqualTo(Teaching.BY_FROZEN);
        assertThat(anew.teaching()).isEqualTo(Teaching.LABELS);
        assertThat(anew.labels()).isEqualTo(Labels.TRUE);
        assertThat(anew.learningRate()).isGreaterThan(usual.learningRate());
    }

    @Test
    void a_loss_counts_as_exploded_by_what_it_is_made_of() {
        assertThat(Teaching.LABELS.weightOfFirst()).isEqualTo(1);
        assertThat(Teaching.IN_PLACE.withDistillation(30).weightOfFirst()).isEqualTo(1);
        assertThat(Teaching.BY_FROZEN.withDistillation(30).weightOfFirst()).isEqualTo(31);
    }

    @Test
    void a_given_subnet_that_the_space_has_not_is_refused_before_anything_is_done() {
        Recipe given = recipe("largest")
                .withPhases(List.of(Phase.tuning(SPACE.largest().at(99), Teaching.BY_FROZEN, 0.01)));
        assertThatThrownBy(() -> trainer(given, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("phase finetune of recipe 'largest'")
                .hasMessageContaining("resolution 99 is not one of [12, 16]")
                .hasMessageContaining("Maybe");
    }

    @Test
    void the_largest_alone_leaves_what_it_does_not_use() {
        Weights start = Start.random(SPACE, 0).weights();
        Weights end = finished(recipe("largest"), folder).weights();
        assertThat(end.get("stages.0.blocks.0.depthwise.5to3").values())
                .isEqualTo(start.get("stages.0.blocks.0.depthwise.5to3").values());
        assertThat(end.get("stages.0.blocks.1.expand.weight").values())
                .isNotEqualTo(start.get("stages.0.blocks.1.expand.weight").values());
    }

    @Test
    void a_frozen_teacher_is_the_largest_network_at_the_end_of_the_phase_before() {
        Recipe recipe = recipe("coupled");
        long before = new Schedule(recipe, 36).at(14).step() == 0 ? 14 : -1;
        assertThat(before).isEqualTo(14); // 0.4 of 36 steps
        Weights largest = stoppedAfter(14, recipe, folder).weights();
        stoppedAfter(3, recipe, folder);
        Weights teacher = Weights.read(folder.resolve("teacher.safetensors"));
        // the second phase sorts channels, which leaves what the largest network computes
        ChannelOrder.sorted(largest, new Opening(1, 1, 1).of(SPACE))
                .tensors()
                .forEach((name, t) ->
                        assertThat(teacher.get(name).values()).as(name).isEqualTo(t.values()));
    }

    @Test
    void coupled_subnets_are_trained_like_the_last_ones_of_progressive_shrinking() {
        List<Phase> progressive = recipe("progressive").phases();
        List<Phase> coupled = recipe("coupled").phases();
        assertThat(coupled.get(1))
                .usingRecursiveComparison()
                .ignoringFields("name", "share", "sampling", "open")
                .isEqualTo(progressive.get(5));
    }

    @Test
    void phases_are_announced() {
        List<String> notes = new ArrayList<>();
        trainer(recipe("progressive"), folder)
                .train(
                        new TrainingListener() {
                            @Override
                            public void trained(TrainingProgress progress) {}

                            @Override
                            public void noted(String message) {
                                notes.add(message);
                            }
                        },
                        () -> false);
        assertThat(notes)
                .extracting(note -> note.replaceAll(",.*", ""))
                .containsExactly(
                        "phase largest",
                        "phase kernel",
                        "phase depth-1",
                        "phase depth-2",
                        "phase expand-1",
                        "phase expand-2");
    }

    @Test
    void bfloat16_trains_to_nearly_the_same_loss() {
        double wide = lastLoss(recipe("sandwich"), folder.resolve("wide"));
        double narrow = lastLoss(recipe("sandwich").withPrecision(Precision.BFLOAT16), folder.resolve("narrow"));
        assertThat(narrow).isNotEqualTo(wide).isBetween(0.9 * wide, 1.1 * wide);
    }

    private static double lastLoss(Recipe recipe, Path folder) {
        List<TrainingProgress> seen = new ArrayList<>();
        trainer(recipe, folder).train(seen::add, () -> false);
        return seen.get(35).loss();
    }
}
