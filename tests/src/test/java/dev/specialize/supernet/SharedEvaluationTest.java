package dev.specialize.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.images.ImageSet;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many subnets in one pass. */
class SharedEvaluationTest {
    private static final ImageSet CALIBRATION = TinySupernet.images(300, 3);
    private static final ImageSet IMAGES = TinySupernet.images(270, 4);

    private static TorchEngine engine;

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    static Stream<SearchSpace> spaces() {
        return TinySupernet.spaces().stream();
    }

    /** Relatives of one architecture, at all resolutions, some of them equal. */
    private static List<Architecture> relatives(SearchSpace space, int count) {
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        SplittableRandom random = new SplittableRandom(5);
        Architecture parent = sampler.sample(random);
        List<Architecture> relatives = new ArrayList<>(List.of(parent, space.largest(), parent));
        while (relatives.size() < count) {
            relatives.add(sampler.mutate(parent, 0.3, random));
        }
        return relatives;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spaces")
    void each_is_right_about_the_images_that_it_is_right_about_alone(SearchSpace space) {
        List<Architecture> architectures = relatives(space, 14);
        SubnetEvaluation evaluation = evaluation(space);
        List<boolean[]> together =
                evaluation.rightAnswers(architectures, IMAGES, () -> false).orElseThrow();
        for (int i = 0; i < architectures.size(); i++) {
            Subnet alone = evaluation.recalibrated(architectures.get(i));
            assertThat(together.get(i))
                    .as(architectures.get(i).toString())
                    .isEqualTo(right(evaluation.logits(alone, IMAGES), space));
        }
    }

    @Test
    void without_calibration_images_they_keep_the_statistics_of_the_supernet() {
        SearchSpace space = TinySupernet.SPACE;
        List<Architecture> architectures = relatives(space, 6);
        SubnetEvaluation evaluation =
                new SubnetEvaluation(engine, space, TinySupernet.weights(3), TinySupernet.preprocessing());
        List<boolean[]> together =
                evaluation.rightAnswers(architectures, IMAGES, () -> false).orElseThrow();
        for (int i = 0; i < architectures.size(); i++) {
            Subnet sliced = Subnet.of(space, architectures.get(i), TinySupernet.weights(3));
            assertThat(together.get(i)).isEqualTo(right(evaluation.logits(sliced, IMAGES), space));
        }
    }

    private static boolean[] right(float[] logits, SearchSpace space) {
        boolean[] right = new boolean[IMAGES.count()];
        for (int i = 0; i < right.length; i++) {
            int best = 0;
            for (int c = 1; c < space.classes(); c++) {
                best = logits[i * space.classes() + c] > logits[i * space.classes() + best] ? c : best;
            }
            right[i] = best == IMAGES.labels()[i];
        }
        return right;
    }

    @Test
    void a_pass_ends_at_the_batch_after_which_it_is_told_to_stop() {
        List<Architecture> architectures = relatives(TinySupernet.SPACE, 4);
        SubnetEvaluation evaluation = evaluation(TinySupernet.SPACE);
        AtomicInteger asked = new AtomicInteger();
        assertThat(evaluation.rightAnswers(architectures, IMAGES, () -> asked.incrementAndGet() == 2))
                .isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void the_hash_is_that_of_weights_preprocessing_and_calibration_images() {
        SearchSpace space = TinySupernet.SPACE;
        String hash = evaluation(space).sha256();
        assertThat(evaluation(space).sha256()).isEqualTo(hash);
        Weights others = TinySupernet.weights(4);
        assertThat(new SubnetEvaluation(engine, space, others, TinySupernet.preprocessing(), CALIBRATION).sha256())
                .isNotEqualTo(hash);
        assertThat(new SubnetEvaluation(engine, space, TinySupernet.weights(3), TinySupernet.preprocessing(), IMAGES)
                        .sha256())
                .isNotEqualTo(hash);
    }

    private static SubnetEvaluation evaluation(SearchSpace space) {
        return new SubnetEvaluation(
                engine, space, TinySupernet.weights(space, 3), TinySupernet.preprocessing(), CALIBRATION);
    }
}
