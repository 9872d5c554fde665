package dev.specialize.training;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Precision;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images per second of training steps, and what memory thousands of them leave behind. */
@Tag("benchmark")
class TrainingBenchmark {
    private static final int TIMED_STEPS = 30;

    @TempDir
    private Path folder;

    /** {@code -Dspecialize.threads=N}: tests run on one thread unless told otherwise. */
    private static TorchEngines open() {
        System.setProperty("ai.djl.pytorch.num_threads", System.getProperty("specialize.threads", cores()));
        return TorchEngine.openAll();
    }

    private static String cores() {
        return Integer.toString(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void images_per_second() {
        try (TorchEngines engines = open()) {
            String device = engines.first().device();
            print("libtorch %s on %s, %s threads", engines.first().version(), device, cores());
            for (TrainingCase timed : TrainingCase.all()) {
                for (Precision precision : Precision.values()) {
                    printRate(engines, timed.withPrecision(precision), 0);
                }
                printRate(engines, timed, Phase.MUON);
            }
        }
    }

    private static void printRate(TorchEngines engines, TrainingCase timed, double muon) {
        print(
                "%-26s batch %3d %9s, muon %.1f: %7.1f images/s",
                timed.name(),
                timed.batch(),
                timed.recipe().precision(),
                muon,
                timed.imagesPerSecond(engines, TIMED_STEPS, muon));
    }

    @Test
    void thousands_of_steps_leave_no_memory_behind() {
        SearchSpace space = BuiltInSpaces.named("mbv3-32")
                .orElseThrow()
                .withWidthMultiplier(0.35)
                .withResolutions(List.of(16));
        Preprocessing preprocessing = new Preprocessing(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
        ImageSet noise = preprocessing.noise(3_000 * 64 / 10, 16, 1);
        Recipe recipe = BuiltInRecipes.sandwich().withBatchSize(64).withEpochs(10);
        long[] resident = new long[3_001];
        try (TorchEngines engines = open()) {
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
            new Trainer(engines, job, folder, TrainerOptions.USUAL, System::nanoTime)
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
}
