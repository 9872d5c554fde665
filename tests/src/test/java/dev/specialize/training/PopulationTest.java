package dev.specialize.training;

import static dev.specialize.supernet.TinySupernet.SPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.supernet.TinySupernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationTest {
    private static final int MEMBERS = 3;

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

    private static Population population(Path folder) {
        return population(folder, 2);
    }

    private static Population population(Path folder, int epochs) {
        ImageSet train = TinySupernet.images(80, 3);
        Dataset data = new Dataset(
                List.of("red", "green", "blue", "dark"), train, TinySupernet.images(16, 4), Optional.empty());
        Recipe recipe = BuiltInRecipes.sandwich().withEpochs(epochs).withBatchSize(8);
        TrainingJob job = new TrainingJob(SPACE, data, Preprocessing.measuredOn(train), recipe, Start.random(SPACE, 1));
        return new Population(TorchEngines.of(engine), job, folder, TrainerOptions.USUAL, MEMBERS, System::nanoTime);
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
    void after_each_turn_the_worst_goes_on_from_the_best() {
        List<String> notes = new ArrayList<>();
        Trainer.Outcome outcome = population(folder).train(noting(notes), () -> false);
        assertThat(outcome.finished()).isTrue();
        assertThat(outcome.steps()).isEqualTo(20);
        assertThat(notes.stream().filter(n -> n.startsWith("turn "))).hasSize(10 * MEMBERS);
        assertThat(notes.stream().filter(n -> n.contains("goes on from member")))
                .hasSize(9);
    }

    @Test
    void another_number_of_members_than_it_was_begun_with_is_refused() {
        population(folder).train(p -> {}, () -> true);
        Population.requireBegunWith(MEMBERS, folder);
        Population.requireBegunWith(2, folder.resolve("nothing"));
        assertThatThrownBy(() -> Population.requireBegunWith(1, folder))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("was begun with --population 3, asked is 1")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> Population.requireBegunWith(2, folder.resolve("member-0")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("was begun with --population 1, asked is 2");
    }

    @Test
    void what_was_killed_before_it_began_to_train_is_begun_anew_and_as_is_asked_for_then() throws IOException {
        population(folder).train(p -> {}, () -> true);
        Files.delete(folder.resolve("population.json")); // it is written last
        Population other = population(folder, 1);

        other.requireSame();
        assertThat(other.train(p -> {}, () -> false).steps()).isEqualTo(10);
    }

    @Test
    void a_population_that_is_stopped_again_and_again_ends_like_one_that_was_not() throws IOException {
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Weights expected = population(whole).train(p -> {}, () -> false).weights();

        Trainer.Outcome outcome;
        int sessions = 0;
        do {
            AtomicInteger asked = new AtomicInteger();
            outcome = population(parts).train(p -> {}, () -> asked.getAndIncrement() >= 11);
            sessions++;
        } while (!outcome.finished());
        assertThat(sessions).isGreaterThan(5);
        Weights found = outcome.weights();
        expected.tensors()
                .forEach((name, t) ->
                        assertThat(found.get(name).values()).as(name).isEqualTo(t.values()));
    }
}
