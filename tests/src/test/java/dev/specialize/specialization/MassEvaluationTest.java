package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.cluster.AnyWorkers;
import dev.specialize.cluster.Workers;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small subnets of the bundled supernet, more than are evaluated together. */
class MassEvaluationTest {
    private static final Supernet SUPERNET = Supernet.read(BundledSupernet.FOLDER);
    private static final List<Architecture> SUBNETS = subnets(18);

    @TempDir
    private Path folder;

    /** The smallest, each with a few other choices. */
    private static List<Architecture> subnets(int count) {
        SplittableRandom random = new SplittableRandom(5);
        ArchitectureSampler sampler = new ArchitectureSampler(SUPERNET.space());
        Architecture smallest = SUPERNET.space().smallest();
        return Stream.generate(() -> sampler.mutate(smallest, 0.1, random))
                .map(a -> new Architecture(smallest.resolution(), a.widths(), a.stages()))
                .distinct()
                .limit(count)
                .toList();
    }

    private static List<boolean[]> evaluatedDirectly() {
        try (TorchEngine engine = TorchEngine.open()) {
            return SUPERNET.evaluation(engine)
                    .rightAnswers(
                            SUBNETS, ValidationHalves.of(SUPERNET).orElseThrow().choosing(), () -> false)
                    .orElseThrow();
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"2 threads", "local[2]"})
    void workers_find_what_one_pass_finds(String name) {
        try (Workers workers = AnyWorkers.named(name)) {
            List<boolean[]> right = new MassEvaluation(SUPERNET, workers)
                    .rightAnswers(SUBNETS, folder.resolve("log.jsonl"), (done, all) -> {}, () -> false)
                    .orElseThrow();
            assertThat(right).usingRecursiveFieldByFieldElementComparator().isEqualTo(evaluatedDirectly());
        }
    }

    @Test
    void what_was_found_before_a_stop_is_not_evaluated_again_and_the_predictor_learns() throws IOException {
        Path log = folder.resolve("log.jsonl");
        List<Integer> progress = new ArrayList<>();
        PredictorModel model = SupernetPredictor.read(SUPERNET);
        try (Workers workers = Workers.threads(1)) {
            MassEvaluation evaluation = new MassEvaluation(SUPERNET, workers);
            List<Architecture> few = SUBNETS.subList(0, 3);
            assertThat(evaluation.rightAnswers(few, log, (done, all) -> {}, () -> true))
                    .isEmpty();
            evaluation.rightAnswers(few.subList(0, 2), log, (done, all) -> {}, () -> false);
            long lines = Files.readAllLines(log).size();
            LearntPredictor learnt = evaluation
                    .learnt(model, few, log, (done, all) -> progress.add(done), () -> false)
                    .orElseThrow();
            assertThat(progress).containsExactly(3);
            assertThat(Files.readAllLines(log)).hasSize((int) lines + 1);
            assertThat(learnt.evaluated().subnets()).isEqualTo(3);
            assertThat(learnt.reporting().validation().orElseThrow().count())
                    .isEqualTo(SUPERNET.validation().orElseThrow().count()
                            - learnt.evaluated().images());
            assertThat(learnt.model().predictor().accuracy(few.get(0)))
                    .isNotEqualTo(model.predictor().accuracy(few.get(0)));
        }
    }
}
