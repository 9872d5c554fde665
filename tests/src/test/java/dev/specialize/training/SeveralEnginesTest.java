package dev.specialize.training;

import static dev.specialize.supernet.TinySupernet.SPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.images.BatchStream;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.supernet.TinySupernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.supernet.TorchThreads;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on several engines, each of which is on the CPU here. */
class SeveralEnginesTest {
    private static final Recipe RECIPE = BuiltInRecipes.sandwich().withBatchSize(12);
    private static final double RATE = 0.1;
    private static final double DECAY = 1e-3;

    private final ImageSet images = TinySupernet.images(24, 5);
    private final TrainingRun run = new TrainingRun(SPACE, RECIPE, images, Preprocessing.measuredOn(images));
    private final Weights start = Start.random(SPACE, 3).weights();

    private Weights moved(List<TorchEngine> engines, List<BatchStream.Batch> batches, double rate) {
        Phase phase = RECIPE.phases().get(0);
        try (Learner learner = new Learner(
                        TorchEngines.of(engines.toArray(TorchEngine[]::new)), RECIPE, Checkpoint.initial(start));
                PhaseGradients gradients = new PhaseGradients(learner, run, phase, phase.teaching(), () -> start)) {
            for (BatchStream.Batch batch : batches) {
                gradients.run(batch, 4);
            }
            learner.descend(rate, 0, DECAY);
            return learner.weights();
        }
    }

    private BatchStream.Batch batch(long step) {
        return run.batches().batch(step, run.resolutions().apply(step));
    }

    @Test
    void a_step_is_along_the_mean_of_the_gradients_of_the_parts() {
        BatchStream.Batch batch = batch(4);
        List<BatchStream.Batch> parts =
                IntStream.range(0, 3).mapToObj(i -> batch.part(i, 3)).toList();
        try (TorchEngine one = TorchEngine.open();
                TorchEngine two = TorchEngine.open();
                TorchEngine three = TorchEngine.open()) {
            Weights together = moved(List.of(one, two, three), List.of(batch), RATE);
            Weights alone = meanStep(one, parts);
            together.tensors().forEach((name, tensor) -> {
                if (!name.contains("bn.mean") && !name.contains("bn.variance")) {
                    assertClose(name, tensor, alone.get(name));
                }
            });
        }
    }

    /** The step that each part asks for alone, averaged: steps from rest are linear in the gradient. */
    private Weights meanStep(TorchEngine engine, List<BatchStream.Batch> parts) {
        List<Weights> steps = parts.stream()
                .map(part -> moved(List.of(engine), List.of(part), RATE))
                .toList();
        SortedMap<String, Tensor> mean = new TreeMap<>();
        start.tensors().forEach((name, tensor) -> {
            float[] values = new float[tensor.values().length];
            for (int i = 0; i < values.length; i++) {
                double sum = 0;
                for (Weights step : steps) {
                    sum += step.get(name).values()[i];
                }
                values[i] = (float) (sum / steps.size());
            }
            mean.put(name, new Tensor(tensor.shape(), values));
        });
        return new Weights(mean);
    }

    private static void assertClose(String name, Tensor found, Tensor expected) {
        for (int i = 0; i < found.values().length; i++) {
            assertThat((double) found.values()[i])
                    .as("%s[%d]", name, i)
                    .isCloseTo(expected.values()[i], within(1e-5 * (1 + Math.abs(expected.values()[i]))));
        }
    }

    @Test
    void all_devices_go_on_with_the_same_weights() {
        BatchStream.Batch batch = batch(4);
        Phase phase = RECIPE.phases().get(0);
        try (TorchEngine one = TorchEngine.open();
                TorchEngine two = TorchEngine.open();
                Learner learner = new Learner(TorchEngines.of(one, two), RECIPE, Checkpoint.initial(start));
                PhaseGradients gradients = new PhaseGradients(learner, run, phase, phase.teaching(), () -> start)) {
            gradients.run(batch, 4);
            learner.descend(RATE, 0, DECAY);
            Weights first = learner.replicas().get(0).network().weights();
            Weights second = learner.replicas().get(1).network().weights();
            assertThat(first.get("stem.weight").values())
                    .isEqualTo(second.get("stem.weight").values())
                    .isNotEqualTo(start.get("stem.weight").values());
        }
    }

    @Test
    void a_part_that_fails_is_told_of_when_the_others_are_done() {
        BatchStream.Batch sound = batch(4);
        int[] labels = sound.labels().clone();
        labels[0] = Integer.MAX_VALUE; // of the first part, which fails before it computes anything
        BatchStream.Batch broken = new BatchStream.Batch(sound.images(), labels, sound.places());
        Weights expected = second(gradients -> gradients.run(sound, 4));
        Weights found = second(gradients ->
                assertThatThrownBy(() -> gradients.run(broken, 4)).isInstanceOf(ArrayIndexOutOfBoundsException.class));
        expected.tensors()
                .forEach((name, tensor) ->
                        assertThat(found.get(name).values()).as(name).isEqualTo(tensor.values()));
        assertThat(expected.get("stem.bn.mean").values())
                .as("what shows that it has computed")
                .isNotEqualTo(start.get("stem.bn.mean").values());
    }

    /** Weights and running statistics of the second of two engines after some work. */
    private Weights second(Consumer<PhaseGradients> work) {
        Phase phase = RECIPE.phases().get(0);
        try (TorchEngine one = TorchEngine.open();
                TorchEngine two = TorchEngine.open();
                Learner learner = new Learner(TorchEngines.of(one, two), RECIPE, Checkpoint.initial(start));
                PhaseGradients gradients = new PhaseGradients(learner, run, phase, phase.teaching(), () -> start)) {
            work.accept(gradients);
            return learner.replicas().get(1).network().weights();
        }
    }

    @Test
    void a_run_on_two_engines_that_was_stopped_ends_like_one_that_was_not(@TempDir Path folder) {
        Dataset data = new Dataset(List.of("a", "b", "c", "d"), images, images, Optional.empty());
        TrainingJob job = new TrainingJob(
                SPACE, data, Preprocessing.measuredOn(images), RECIPE.withEpochs(3), Start.random(SPACE, 3));
        try (TorchEngines engines = TorchEngines.of(TorchEngine.open(), TorchEngine.open())) {
            Weights whole = trainer(engines, job, folder.resolve("whole"))
                    .train(p -> {}, () -> false)
                    .weights();
            AtomicInteger asked = new AtomicInteger();
            Path parts = folder.resolve("parts");
            assertThat(trainer(engines, job, parts)
                            .train(p -> {}, () -> asked.getAndIncrement() == 3)
                            .finished())
                    .isFalse();
            Weights resumed =
                    trainer(engines, job, parts).train(p -> {}, () -> false).weights();
            whole.tensors()
                    .forEach((name, tensor) ->
                            assertThat(resumed.get(name).values()).as(name).isEqualTo(tensor.values()));
        }
    }

    private static Trainer trainer(TorchEngines engines, TrainingJob job, Path folder) {
        return new Trainer(engines, job, folder, TrainerOptions.USUAL, System::nanoTime);
    }

    @Test
    void engines_share_the_threads_and_leave_the_callers_alone() {
        Phase phase = RECIPE.phases().get(0);
        int before = TorchThreads.count();
        TorchThreads.computing(5, () -> {
            try (TorchEngine one = TorchEngine.open();
                    TorchEngine two = TorchEngine.open();
                    Learner learner = new Learner(TorchEngines.of(one, two), RECIPE, Checkpoint.initial(start));
                    PhaseGradients gradients = new PhaseGradients(learner, run, phase, phase.teaching(), () -> start)) {
                assertThat(gradients.threads()).containsExactly(2, 2);
                return assertThat(TorchThreads.count()).isEqualTo(5);
            }
        });
        assertThat(TorchThreads.count()).isEqualTo(before);
    }

    @Test
    void parts_of_a_batch_make_it_up() {
        BatchStream.Batch batch = run.batches().batch(0, List.of(16, 12));
        BatchStream.Batch last = batch.part(4, 5);
        assertThat(last.labels()).hasSize(4); // 12 in five parts: 2, 2, 2, 2 and the rest
        float[] all = batch.images().get(1).array();
        float[] some = last.images().get(1).array();
        assertThat(some).hasSize(4 * 12 * 12 * 3);
        assertThat(some[0]).isEqualTo(all[8 * 12 * 12 * 3]);
    }
}
