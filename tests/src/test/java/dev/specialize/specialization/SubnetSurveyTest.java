package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.images.ImageSet;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.SupernetManifest.MeasuredAccuracy;
import dev.specialize.supernet.TinySupernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubnetSurveyTest implements SupernetListener {
    private static final SearchSpace SPACE = TinySupernet.SPACE;
    private static final ImageSet IMAGES = TinySupernet.images(60, 5);
    private static final int COUNT = 40;
    private static final long SEED = 9;

    private static TorchEngine engine;

    @TempDir
    private Path folder;

    private final List<Integer> progress = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void pairs_are_what_each_subnet_reaches_alone_in_the_order_of_the_draw() {
        EvaluatedPairs pairs = pairs("log.jsonl");
        assertThat(pairs.pairs()).hasSize(COUNT);
        assertThat(pairs.images()).isEqualTo(60);
        SubnetEvaluation evaluation = evaluation(3);
        for (EvaluatedPairs.Pair pair : pairs.pairs().subList(0, 6)) {
            Architecture architecture = Architecture.parse(pair.architecture());
            assertThat(pair.accuracy()).isEqualTo(evaluation.accuracy(evaluation.recalibrated(architecture), IMAGES));
        }
        assertThat(progress).isSorted().endsWith(COUNT);
    }

    @Test
    void a_survey_that_is_stopped_again_and_again_comes_to_the_same() {
        EvaluatedPairs whole = pairs("whole.jsonl");
        Path log = folder.resolve("pieces.jsonl");
        Optional<EvaluatedPairs> found = Optional.empty();
        int runs = 0;
        for (; found.isEmpty(); runs++) {
            // each run gets a little further than the one before
            found = survey(3, countdown(1 + runs)).pairs(log, COUNT, SEED, IMAGES);
        }
        assertThat(runs).isGreaterThan(2);
        assertThat(found).contains(whole);
    }

    private static BooleanSupplier countdown(int batches) {
        int[] left = {batches};
        return () -> left[0]-- <= 0;
    }

    @Test
    void a_log_that_was_torn_anywhere_loses_only_what_it_lost() throws IOException {
        EvaluatedPairs whole = pairs("log.jsonl");
        Path log = folder.resolve("log.jsonl");
        byte[] bytes = Files.readAllBytes(log);
        for (int length : new int[] {0, 20, bytes.length / 3, bytes.length / 2, bytes.length - 1}) {
            Files.write(log, Arrays.copyOf(bytes, length));
            assertThat(pairs("log.jsonl")).isEqualTo(whole);
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void what_other_weights_or_images_gave_is_not_taken_over() {
        pairs("log.jsonl");
        Path log = folder.resolve("log.jsonl");
        survey(4, () -> false).pairs(log, COUNT, SEED, IMAGES);
        assertThat(notes).hasSize(1).first().asString().contains("evaluating anew", "other weights or images");
        survey(4, () -> false).pairs(log, COUNT, SEED, TinySupernet.images(60, 6));
        assertThat(notes).hasSize(2);
    }

    @Test
    void more_pairs_go_on_from_fewer() {
        EvaluatedPairs few = survey(3, () -> false)
                .pairs(folder.resolve("log.jsonl"), 10, SEED, IMAGES)
                .orElseThrow();
        progress.clear();
        EvaluatedPairs more = pairs("log.jsonl");
        assertThat(more.pairs().subList(0, 10)).isEqualTo(few.pairs());
        assertThat(progress.get(0)).isGreaterThan(10);
    }

    @Test
    void the_largest_the_smallest_and_random_subnets_are_measured() {
        MeasuredAccuracy accuracy = survey(3, () -> false)
                .accuracy(folder.resolve("test.jsonl"), "test", IMAGES, SEED)
                .orElseThrow();
        SubnetEvaluation evaluation = evaluation(3);
        assertThat(accuracy.largest()).isEqualTo(evaluation.accuracy(evaluation.recalibrated(SPACE.largest()), IMAGES));
        assertThat(accuracy.smallest())
                .isEqualTo(evaluation.accuracy(evaluation.recalibrated(SPACE.smallest()), IMAGES));
        assertThat(accuracy.randomSubnets()).isEqualTo(50);
        assertThat(accuracy.randomMean()).isBetween(accuracy.randomLowest(), accuracy.randomHighest());
    }

    private EvaluatedPairs pairs(String log) {
        return survey(3, () -> false)
                .pairs(folder.resolve(log), COUNT, SEED, IMAGES)
                .orElseThrow();
    }

    private SubnetSurvey survey(long weights, BooleanSupplier stop) {
        return new SubnetSurvey(SPACE, evaluation(weights), this, stop);
    }

    private static SubnetEvaluation evaluation(long weights) {
        return new SubnetEvaluation(
                engine, SPACE, TinySupernet.weights(weights), TinySupernet.preprocessing(), TinySupernet.images(40, 7));
    }

    @Override
    public void trained(TrainingProgress trained) {
        throw new AssertionError("nothing is trained here");
    }

    @Override
    public void evaluated(String split, int done, int total) {
        progress.add(done);
    }

    @Override
    public void noted(String message) {
        notes.add(message);
    }
}
