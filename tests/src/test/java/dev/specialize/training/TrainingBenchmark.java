package dev.specialize.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.images.BatchStream;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Precision;
import dev.specialize.supernet.TorchEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images per second of training steps, and what memory thousands of them leave behind. */
@Tag("benchmark")
class TrainingBenchmark {
    private static final int UNTIMED_STEPS = 5;

    @TempDir
    private Path folder;

    /** {@code -Dspecialize.threads=N}: tests run on one thread unless told otherwise. */
    private static TorchEngine open() {
        System.setProperty("ai.djl.pytorch.num_threads", System.getProperty("specialize.threads", cores()));
        return TorchEngine.open();
    }

    private static String cores() {
        return Integer.toString(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void images_per_second() {
        try (TorchEngine engine = open()) {
            print("libtorch %s on %s, %s threads", engine.version(), engine.device(), cores());
            print("%-8s %5s %6s %9s %16s %16s", "space", "px", "batch", "precision", "largest", "random");
            for (Precision precision : Precision.values()) {
                report(engine, "mbv3-32", 32, 128, 30, precision);
                report(engine, "mbv3", 128, 16, 30, precision);
            }
        }
    }

    private static void report(
            TorchEngine engine, String name, int resolution, int batch, int steps, Precision precision) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow().withResolutions(List.of(resolution));
        Recipe largest = BuiltInRecipes.largest().withBatchSize(batch).withPrecision(precision);
        Recipe random = BuiltInRecipes.named("single-path")
                .orElseThrow()
                .withBatchSize(batch)
                .withPrecision(precision);
        print(
                "%-8s %5d %6d %9s %9.1f images/s %9.1f images/s",
                name,
                resolution,
                batch,
                precision,
                imagesPerSecond(engine, space, largest, steps),
                imagesPerSecond(engine, space, random, steps));
    }

    /** Over the mean time of a step, batch and descent included. */
    private static double imagesPerSecond(TorchEngine engine, SearchSpace space, Recipe recipe, int steps) {
        Preprocessing preprocessing = new Preprocessing(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
        ImageSet noise = preprocessing.noise(recipe.batchSize(), space.maxResolution(), 1);
        TrainingRun run = new TrainingRun(space, recipe, noise, preprocessing);
        Phase phase = recipe.phases().get(0);
        BatchStream batches = run.batches();
        double[] seconds = new double[steps];
        try (Learner learner = new Learner(
                        List.of(engine),
                        recipe,
                        Checkpoint.initial(Start.random(space, 1).weights()));
                PhaseGradients step = new PhaseGradients(learner, run, phase, phase.teaching(), () -> {
                    throw new IllegalStateException("no teacher");
                })) {
            for (int i = -UNTIMED_STEPS; i < steps; i++) {
                long began = System.nanoTime();
                BatchStream.Batch batch = batches.batch(0, space.maxResolution());
                step.run(batch, (long) i + UNTIMED_STEPS);
                learner.descend(1e-3, 5e-4);
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - began) / 1e9;
                }
            }
        }
        return recipe.batchSize() * steps / Arrays.stream(seconds).sum();
    }

    @Test
    void thousands_of_steps_leave_no_memory_behind() {
        SearchSpace space = BuiltInSpaces.named("mbv3-32")
                .orElseThrow()
                .withWidthMultiplier(0.35)
                .withResolutions(List.of(24));
        Preprocessing preprocessing = new Preprocessing(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
        ImageSet noise = preprocessing.noise(3_000 * 16 / 10, 24, 1);
        Recipe recipe = BuiltInRecipes.sandwich().withBatchSize(16).withEpochs(10);
        long[] resident = new long[3_001];
        try (TorchEngine engine = open()) {
            TrainingJob job = new TrainingJob(
                    space,
                    new Dataset(
                            Stream.iterate(0, i -> i + 1)
                                    .limit(10)
                                    .map(Object::toString)
                                    .toList(),
                            noise,
                            noise.range(0, 16),
                            Optional.empty()),
                    preprocessing,
                    recipe,
                    Start.random(space, 1));
            new Trainer(engine, job, folder, TrainerOptions.USUAL, System::nanoTime)
                    .train(p -> resident[(int) p.step()] = residentKilobytes(), () -> false);
        }
        print("resident after 500 steps %,d kB, after 3,000 steps %,d kB", resident[500], resident[3_000]);
        assertThat(resident[3_000]).isLessThanOrEqualTo((long) (1.05 * resident[500]));
    }

    private static long residentKilobytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
