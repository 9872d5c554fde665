package dev.specialize.supernet;

import static dev.specialize.supernet.TinySupernet.SPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Architecture;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecalibrationTest {
    /** Two batches of 150. */
    private static final int IMAGES = 300;

    private static final Architecture ARCHITECTURE = TinySupernet.sampled(3);
    private static final Weights WEIGHTS = TinySupernet.weights(3);
    private static final ImageSet CALIBRATION = TinySupernet.images(IMAGES, 3);

    private static TorchEngine engine;

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void running_statistics_become_the_means_over_the_batches() {
        Map<String, double[]> means = new TreeMap<>();
        Map<String, double[]> variances = new TreeMap<>();
        int half = IMAGES / 2;
        for (int begin = 0; begin < IMAGES; begin += half) {
            DoubleNetwork network = new DoubleNetwork(WEIGHTS);
            int size = ARCHITECTURE.resolution();
            float[] pixels = TinySupernet.preprocessing().nhwc(CALIBRATION, begin, half, size);
            network.logits(SPACE.lower(ARCHITECTURE), pixels, half);
            network.means().forEach((place, m) -> means.merge(place, m, RecalibrationTest::middle));
            network.variances().forEach((place, v) -> variances.merge(place, v, RecalibrationTest::middle));
        }

        Weights recalibrated = evaluation(TinySupernet.preprocessing())
                .recalibrated(ARCHITECTURE)
                .weights();

        means.forEach((place, mean) -> assertClose(recalibrated, place + ".mean", mean));
        variances.forEach((place, variance) -> assertClose(recalibrated, place + ".variance", variance));
    }

    private static double[] middle(double[] one, double[] other) {
        double[] out = new double[one.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (one[i] + other[i]) / 2;
        }
        return out;
    }

    private static void assertClose(Weights weights, String name, double[] expected) {
        float[] actual = weights.get(name).values();
        assertThat(actual).as(name).hasSize(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as(name).isCloseTo(expected[i], within(1e-4 * (1 + Math.abs(expected[i]))));
        }
    }

    @Test
    void nothing_but_the_running_statistics_changes() {
        Subnet before = Subnet.of(SPACE, ARCHITECTURE, WEIGHTS);
        Subnet after = evaluation(TinySupernet.preprocessing()).recalibrated(ARCHITECTURE);
        assertThat(after.weights().tensors())
                .containsOnlyKeys(before.weights().tensors().keySet());
        before.weights().tensors().forEach((name, tensor) -> {
            boolean statistic = name.endsWith("bn.mean") || name.endsWith("bn.variance");
            boolean equal =
                    Arrays.equals(tensor.values(), after.weights().get(name).values());
            assertThat(equal).as(name).isEqualTo(!statistic);
        });
    }

    @Test
    void it_changes_what_the_subnet_says_and_repeats_itself() {
        SubnetEvaluation evaluation = evaluation(TinySupernet.preprocessing());
        float[] raw = evaluation.logits(Subnet.of(SPACE, ARCHITECTURE, WEIGHTS), CALIBRATION);
        float[] first = evaluation.logits(evaluation.recalibrated(ARCHITECTURE), CALIBRATION);
        float[] second = evaluation.logits(evaluation.recalibrated(ARCHITECTURE), CALIBRATION);
        assertThat(first).isEqualTo(second).isNotEqualTo(raw);
    }

    @Test
    void accuracy_is_the_share_of_largest_logits_at_the_label() {
        float[] logits = {1, 2, 0, /**/ 5, 4, 3, /**/ 0, 0, 1, /**/ -3, -1, -2};
        assertThat(SubnetEvaluation.accuracy(logits, new int[] {1, 0, 2, 2}, 3)).isEqualTo(0.75);
    }

    private static SubnetEvaluation evaluation(Preprocessing preprocessing) {
        return new SubnetEvaluation(engine, SPACE, WEIGHTS, preprocessing, CALIBRATION);
    }
}
