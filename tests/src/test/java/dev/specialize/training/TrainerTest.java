package dev.specialize.training;

import static dev.specialize.supernet.TinySupernet.SPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.images.Augmentation;
import dev.specialize.images.BatchStream;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Precision;
import dev.specialize.supernet.TinySupernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final Dataset DATA = data(1);
    private static final Recipe RECIPE = recipe(3, 0.05);

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

    private static Dataset data(long seed) {
        ImageSet train = TinySupernet.images(64, seed);
        return new Dataset(List.of("red", "green", "blue", "dark"), train, train.range(0, 8), Optional.empty());
    }

    private static Recipe recipe(int epochs, double rate) {
        Recipe sandwich = BuiltInRecipes.sandwich();
        return new Recipe(
                Recipe.FORMAT,
                "tiny",
                List.of(sandwich.phases().get(0).withLearningRate(rate).withWeightDecay(1e-4)),
                epochs,
                8,
                0.9,
                0.1,
                0.1,
                Precision.FLOAT32,
                new Augmentation(0.1, true),
                8,
                8,
                5);
    }

    private static Trainer trainer(SearchSpace space, Dataset data, Recipe recipe, Path folder) {
        return trainer(space, data, recipe, folder, TrainerOptions.USUAL);
    }

    private static Trainer trainer(
            SearchSpace space, Dataset data, Recipe recipe, Path folder, TrainerOptions options) {
        return trainer(space, data, recipe, folder, options, System::nanoTime);
    }

    private static Trainer trainer(
            SearchSpace space,
            Dataset data,
            Recipe recipe,
            Path folder,
            TrainerOptions options,
            LongSupplier nanoTime) {
        return new Trainer(
                engine,
                new TrainingJob(
                        space,
                        data,
                        Preprocessing.measuredOn(data.train()),
                        recipe,
                        Start.random(space, recipe.seed())),
                folder,
                options,
                nanoTime);
    }

    private static Trainer.Outcome stoppedAfter(int steps, Path folder) {
        AtomicInteger asked = new AtomicInteger();
        return trainer(SPACE, DATA, RECIPE, folder).train(p -> {}, () -> asked.getAndIncrement() == steps);
    }

    private static Trainer.Outcome finished(Path folder) {
        return trainer(SPACE, DATA, RECIPE, folder).train(p -> {}, () -> false);
    }

    @Test
    void the_loss_falls() {
        List<TrainingProgress> seen = new ArrayList<>();
        Trainer.Outcome outcome = trainer(SPACE, DATA, recipe(12, 0.05), folder).train(seen::add, () -> false);
        assertThat(outcome.finished()).isTrue();
        assertThat(outcome.steps()).isEqualTo(96);
        assertThat(seen).hasSize(96).last().satisfies(p -> {
            assertThat(p.step()).isEqualTo(p.steps());
            assertThat(p.epoch()).isEqualTo(p.epochs());
            assertThat(p.remaining()).isZero();
            assertThat(p.imagesPerSecond()).isPositive();
        });
        double first = seen.get(0).loss();
        assertThat(first).isBetween(1.0, 2.0); // about log 4 before anything is learnt
        assertThat(seen.get(95).loss()).isLessThan(0.9 * first);
    }

    @ParameterizedTest(name = "stopped after {0}")
    @ValueSource(ints = {0, 7, 16})
    void a_run_that_was_stopped_ends_like_one_that_was_not(int steps) throws IOException {
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Path parts = Files.createDirectory(folder.resolve("parts"));
        finished(whole);

        Trainer.Outcome stopped = stoppedAfter(steps, parts);
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.steps()).isEqualTo(steps);
        assertThat(finished(parts).finished()).isTrue();

        // weights and velocities
        String last = "checkpoint-24.safetensors";
        assertThat(parts.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
        try (Stream<Path> left = Files.list(parts)) {
            assertThat(left.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("checkpoint.json", last);
        }
    }

    @Test
    void another_seed_gives_other_weights() {
        Weights one = finished(folder.resolve("one")).weights();
        Weights other = trainer(SPACE, DATA, RECIPE.withSeed(6), folder.resolve("other"))
                .train(p -> {}, () -> false)
                .weights();
        assertThat(one.get("stem.weight").values())
                .isNotEqualTo(other.get("stem.weight").values());
    }

    @Test
    void every_weight_moves() {
        Weights start = Start.random(SPACE, RECIPE.seed()).weights();
        Weights end = finished(folder).weights();
        end.tensors()
                .forEach((name, tensor) -> assertThat(tensor.values())
                        .as(name)
                        .isNotEqualTo(start.get(name).values()));
    }

    @Test
    void a_finished_run_is_left_as_it_is() {
        Weights first = finished(folder).weights();
        Trainer.Outcome again = finished(folder);
        assertThat(again.finished()).isTrue();
        first.tensors()
                .forEach((name, tensor) ->
                        assertThat(again.weights().get(name).values()).as(name).isEqualTo(tensor.values()));
    }

    @Test
    void a_checkpoint_of_another_run_is_refused() {
        stoppedAfter(1, folder);
        assertRefused(trainer(SPACE.withName("other"), DATA, RECIPE, folder), "search space");
        assertRefused(trainer(SPACE, DATA, RECIPE.withSeed(9), folder), "recipe");
        assertRefused(trainer(SPACE, data(2), RECIPE, folder), "training images");
    }

    private static void assertRefused(Trainer trainer, String what) {
        assertThatThrownBy(() -> trainer.train(p -> {}, () -> false))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("another " + what)
                .hasMessageContaining("Maybe");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"checkpoint.json", "checkpoint-1.safetensors"})
    void a_truncated_checkpoint_is_named(String name) throws IOException {
        stoppedAfter(1, folder);
        Path file = folder.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
        assertThatThrownBy(() -> finished(folder))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(name);
    }

    @Test
    void a_checkpoint_whose_weights_were_changed_is_refused() throws IOException {
        stoppedAfter(1, folder);
        Path file = folder.resolve("checkpoint-1.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 4] ^= 1; // the last bit of the last number
        Files.write(file, bytes);
        assertThatThrownBy(() -> finished(folder))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("checkpoint-1.safetensors");
    }

    /** Leaves a checkpoint whose next loss is no number. */
    private void poisoned() {
        stoppedAfter(1, folder);
        RunIdentity run = JsonFile.read(folder.resolve("checkpoint.json"), Checkpoint.Head.class)
                .run();
        Checkpoint checkpoint = Checkpoint.read(folder, run, Resumption.UNCHANGED);
        Map<String, Tensor> weights = new TreeMap<>(checkpoint.weights().tensors());
        Tensor classifier = weights.get("classifier.weight");
        float[] enormous = new float[classifier.values().length];
        Arrays.fill(enormous, Float.MAX_VALUE);
        weights.put("classifier.weight", new Tensor(classifier.shape(), enormous));
        new Checkpoint(1, 0, Controls.NONE, new Weights(weights), checkpoint.velocities()).write(folder, run, 1);
    }

    private long step() {
        return JsonFile.read(folder.resolve("checkpoint.json"), Checkpoint.Head.class)
                .step();
    }

    @Test
    void a_loss_that_is_no_number_ends_the_run_and_keeps_the_checkpoint() {
        poisoned();
        TrainerOptions stopping = TrainerOptions.USUAL.withOnDivergence(TrainerOptions.OnDivergence.STOP);
        Trainer trainer = trainer(SPACE, DATA, RECIPE, folder, stopping);
        assertThatThrownBy(() -> trainer.train(p -> {}, () -> false))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("step 1")
                .hasMessageContaining("Maybe");
        assertThat(step()).isEqualTo(1);
    }

    @Test
    void a_loss_that_stays_no_number_ends_the_run_after_some_steps_back() {
        poisoned();
        List<String> notes = new ArrayList<>();
        Trainer trainer = trainer(SPACE, DATA, RECIPE, folder);
        assertThatThrownBy(() -> trainer.train(noting(notes), () -> false))
                .isInstanceOf(TrainingDivergedException.class);
        assertThat(notes)
                .hasSize(5)
                .first()
                .asString()
                .contains("back to step 1", "0.50 of the recipe's learning rate");
        assertThat(step()).isEqualTo(1);
    }

    @Test
    void a_loss_that_explodes_is_taken_back_with_a_lower_rate_until_it_falls() {
        List<String> notes = new ArrayList<>();
        Trainer.Outcome outcome = trainer(SPACE, DATA, recipe(3, 10), folder).train(noting(notes), () -> false);
        assertThat(outcome.finished()).isTrue();
        assertThat(notes).isNotEmpty().allSatisfy(note -> assertThat(note).contains("the loss", "back to step"));
    }

    @Test
    void a_lowered_rate_stays_lower_until_another_recipe_is_taken_up() {
        stoppedAfter(3, folder);
        RunIdentity run = JsonFile.read(folder.resolve("checkpoint.json"), Checkpoint.Head.class)
                .run();
        Checkpoint.read(folder, run, Resumption.UNCHANGED)
                .withControls(Controls.NONE.withRate(0.25))
                .write(folder, run, 1);
        List<String> notes = new ArrayList<>();

        trainer(SPACE, DATA, RECIPE, folder).train(noting(notes), () -> true);
        assertThat(notes)
                .containsExactly("going on with 0.25 of the recipe's learning rate, as after the loss had exploded");
        assertThat(rate()).isEqualTo(0.25);

        TrainerOptions open = TrainerOptions.USUAL.withResumption(Resumption.NEW_RECIPE);
        trainer(SPACE, DATA, RECIPE, folder, open).train(p -> {}, () -> true);
        assertThat(rate()).as("the same recipe").isEqualTo(0.25);

        notes.clear();
        trainer(SPACE, DATA, recipe(3, 0.02), folder, open).train(noting(notes), () -> true);
        assertThat(notes).containsExactly("the learning rate is the new recipe's again");
        assertThat(rate()).isEqualTo(1);
    }

    private double rate() {
        return JsonFile.read(folder.resolve("checkpoint.json"), Checkpoint.Head.class)
                .controls()
                .rate();
    }

    @Test
    void memory_that_is_too_small_is_known_by_what_the_engine_says() {
        try (NDManager memory = engine.memory().newSubManager()) {
            assertThatThrownBy(() -> memory.zeros(new Shape(1L << 50)))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> assertThat(Trainer.outOfMemory(e))
                                    .as(e.getMessage())
                                    .isTrue());
            assertThatThrownBy(() -> memory.zeros(new Shape(2, 3)).matMul(memory.zeros(new Shape(2, 3))))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> assertThat(Trainer.outOfMemory(e))
                                    .as(e.getMessage())
                                    .isFalse());
        }
    }

    private static TrainingListener noting(List<String> notes) {
        return new TrainingListener() {
            @Override
            public void trained(TrainingProgress progress) {}

            @Override
            public void noted(String message) {
                notes.add(message);
            }
        };
    }

    @Test
    void the_newest_checkpoints_are_kept_by_count() throws IOException {
        TrainerOptions three = new TrainerOptions(3, TrainerOptions.OnDivergence.STOP, Resumption.UNCHANGED);
        for (int steps = 1; steps <= 5; steps++) {
            AtomicInteger asked = new AtomicInteger();
            trainer(SPACE, DATA, RECIPE, folder, three).train(p -> {}, () -> asked.getAndIncrement() == 1);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "checkpoint.json",
                            "checkpoint-3.safetensors",
                            "checkpoint-4.safetensors",
                            "checkpoint-5.safetensors");
        }
    }

    @Test
    void what_nothing_has_shown_to_be_sound_does_not_take_the_place_of_what_was() {
        AtomicLong minutes = new AtomicLong();
        Trainer trainer = trainer(
                SPACE,
                DATA,
                recipe(3, 10),
                folder,
                TrainerOptions.USUAL.withOnDivergence(TrainerOptions.OnDivergence.STOP),
                () -> Duration.ofMinutes(3)
                        .multipliedBy(minutes.incrementAndGet())
                        .toNanos());
        AtomicLong last = new AtomicLong();
        assertThatThrownBy(() -> trainer.train(p -> last.set(p.step()), () -> false))
                .isInstanceOf(TrainingDivergedException.class);
        assertThat(Trainer.hasCheckpoint(folder) ? step() : 0).isLessThan(last.get());
    }

    @Test
    void weights_that_are_no_numbers_are_no_weights_to_go_on_from() {
        Weights sound = Start.random(SPACE, 1).weights();
        assertThat(Checkpoint.initial(sound).isFinite()).isTrue();
        Map<String, Tensor> tensors = new TreeMap<>(sound.tensors());
        tensors.put("classifier.bias", new Tensor(List.of(4), new float[] {0, 1, Float.NaN, 2}));
        assertThat(Checkpoint.initial(new Weights(tensors)).isFinite()).isFalse();
    }

    @Test
    void a_recipe_of_fewer_steps_than_were_done_is_refused() {
        stoppedAfter(17, folder);
        TrainerOptions open = TrainerOptions.USUAL.withResumption(Resumption.NEW_RECIPE);
        assertThatThrownBy(() ->
                        trainer(SPACE, DATA, RECIPE.withEpochs(2), folder, open).train(p -> {}, () -> false))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("has done 17 steps, and the recipe asks for 16")
                .hasMessageContaining("Maybe");
    }

    @Test
    void a_recipe_whose_teacher_was_never_appointed_is_refused() {
        stoppedAfter(17, folder);
        TrainerOptions open = TrainerOptions.USUAL.withResumption(Resumption.NEW_RECIPE);
        Recipe coupled =
                RECIPE.withPhases(BuiltInRecipes.named("coupled").orElseThrow().phases());
        assertThatThrownBy(() -> trainer(SPACE, DATA, coupled, folder, open).train(p -> {}, () -> false))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("no teacher")
                .hasMessageContaining("leave out --new-recipe");
    }

    @Test
    void the_time_left_allows_for_what_later_phases_compute() {
        AtomicLong seconds = new AtomicLong();
        Trainer trainer = trainer(
                SPACE,
                DATA,
                RECIPE.withPhases(PhaseCostsTest.PHASES),
                folder,
                TrainerOptions.USUAL,
                () -> Duration.ofSeconds(seconds.addAndGet(100)).toNanos());
        List<TrainingProgress> seen = new ArrayList<>();
        trainer.train(seen::add, () -> false);
        // 24 steps of 8 images, half of them of four networks and a teacher
        assertThat(secondsLeft(seen, 1)).isCloseTo(secondsPerStep(seen, 1) * (11 + 12 * 13 / 3.0), within(1.0));
        assertThat(secondsLeft(seen, 15)).isCloseTo(secondsPerStep(seen, 15) * 9, within(1.0));
    }

    private static double secondsLeft(List<TrainingProgress> seen, int step) {
        return seen.get(step - 1).remaining().toSeconds();
    }

    private static double secondsPerStep(List<TrainingProgress> seen, int step) {
        return 8 / seen.get(step - 1).imagesPerSecond();
    }

    @Test
    void the_images_of_a_given_subnet_are_of_its_resolution() {
        int resolution = SPACE.resolutions().get(0);
        assertThat(SPACE.resolutions().size()).isGreaterThan(1);
        Phase tuning = Phase.tuning(SPACE.largest().at(resolution), Teaching.BY_FROZEN, 0.01);
        Preprocessing preprocessing = Preprocessing.measuredOn(DATA.train());
        TrainingRun given = new TrainingRun(SPACE, RECIPE.withPhases(List.of(tuning)), DATA.train(), preprocessing);
        TrainingRun any = new TrainingRun(SPACE, RECIPE, DATA.train(), preprocessing);
        // a pipeline asks for some steps beyond the last
        assertThat(LongStream.range(0, given.steps() + 4).mapToObj(given.resolutions()))
                .containsOnly(List.of(resolution));
        assertThat(LongStream.range(0, any.steps() + 4).mapToObj(any.resolutions()))
                .contains(List.of(resolution), List.of(SPACE.maxResolution()));
    }

    @Test
    void the_images_of_a_phase_are_varied_as_it_says_and_else_as_the_recipe_does() {
        Phase whole = Phase.part("whole", 0.5, Sampling.LARGEST, 1, Opening.ALL, Teaching.LABELS, 0.05, Entry.AS_IS);
        Recipe recipe = RECIPE.withPhases(List.of(whole, varied(0.5, Augmentation.NONE)));
        Preprocessing preprocessing = Preprocessing.measuredOn(DATA.train());
        BatchStream batches = new TrainingRun(SPACE, recipe, DATA.train(), preprocessing).batches();
        assertThat(asTheyAre(batches, 11, preprocessing)).isFalse();
        assertThat(asTheyAre(batches, 12, preprocessing)).isTrue();
        assertThat(asTheyAre(batches, 30, preprocessing)).isTrue(); // a pipeline asks for some steps beyond the last
    }

    private static Phase varied(double share, Augmentation augmentation) {
        return new Phase(
                "varied in its own way",
                share,
                Sampling.LARGEST,
                1,
                Optional.empty(),
                Opening.ALL,
                Teaching.LABELS,
                Labels.TRUE,
                0.05,
                Phase.MUON,
                Phase.WEIGHT_DECAY,
                Phase.WARMUP,
                Entry.AS_IS,
                Optional.of(augmentation));
    }

    private static boolean asTheyAre(BatchStream batches, long step, Preprocessing preprocessing) {
        int resolution = SPACE.maxResolution();
        BatchStream.Batch batch = batches.batch(step, List.of(resolution));
        float[] first = preprocessing.nhwc(DATA.train(), batch.places()[0], 1, resolution);
        return Arrays.equals(first, Arrays.copyOf(batch.images().get(0).array(), first.length));
    }

    @Test
    void whole_photos_are_kept_if_any_phase_crops_them() {
        Recipe cropping = RECIPE.withPhases(List.of(varied(1, Augmentation.NONE.withCrops(0.3))));
        assertThat(RECIPE.settings(SPACE).augmentation().crops()).isFalse();
        assertThat(cropping.settings(SPACE).augmentation().crops()).isTrue();
    }

    @Test
    void the_teacher_is_appointed_by_the_first_phase_that_has_steps() {
        Recipe progressive = BuiltInRecipes.named("progressive").orElseThrow();
        // the largest, then depths: the phases between them have no steps
        Schedule schedule = new Schedule(progressive, 2);
        Schedule.Position second = schedule.at(1);
        assertThat(schedule.phase(second).name()).isEqualTo("depth-2");
        assertThat(schedule.appointsTeacher(second.phase())).isTrue();
        assertThat(schedule.before(second.phase()).orElseThrow().name()).isEqualTo("largest");
        assertThat(schedule.before(0)).isEmpty();
    }

    @Test
    void another_recipe_may_take_over_where_that_is_asked_for() {
        stoppedAfter(7, folder);
        TrainerOptions open = TrainerOptions.USUAL.withResumption(Resumption.NEW_RECIPE);
        List<TrainingProgress> seen = new ArrayList<>();
        Trainer.Outcome outcome =
                trainer(SPACE, DATA, RECIPE.withEpochs(2), folder, open).train(seen::add, () -> false);
        assertThat(outcome.finished()).isTrue();
        assertThat(seen).hasSize(9).first().satisfies(p -> assertThat(p.step()).isEqualTo(8));
    }

    @Test
    void a_hundred_steps_keep_no_native_memory() {
        List<Integer> arrays = new ArrayList<>();
        List<Long> resident = new ArrayList<>();
        trainer(SPACE, DATA, recipe(15, 0.05), folder)
                .train(
                        p -> {
                            arrays.add(engine.memory().getManagedArrays().size());
                            resident.add(residentKilobytes());
                        },
                        () -> false);
        assertThat(arrays.get(119)).isEqualTo(arrays.get(39));
        assertThat(resident.get(119) - resident.get(39)).isLessThan(100_000);
    }

    /** Memory of this process; 0 where the system does not tell. */
    private static long residentKilobytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
