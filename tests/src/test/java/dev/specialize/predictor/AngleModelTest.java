package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.files.InvalidFileException;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.InitialWeights;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AngleModelTest {
    private static final SearchSpace SPACE =
            BuiltInSpaces.named("mbv3-32").orElseThrow().withWidthMultiplier(0.35);
    private static final Weights INITIAL = InitialWeights.of(SPACE, 1);
    private static final Weights TRAINED = moved(INITIAL);
    private static final AngleModel MODEL = AngleModel.of(SPACE, INITIAL, TRAINED);

    @TempDir
    private Path folder;

    /** Each tensor by another amount. */
    private static Weights moved(Weights weights) {
        SplittableRandom random = new SplittableRandom(2);
        SortedMap<String, Tensor> moved = new TreeMap<>();
        weights.tensors().forEach((name, tensor) -> {
            double step = random.nextDouble();
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (step * random.nextGaussian());
            }
            moved.put(name, new Tensor(tensor.shape(), values));
        });
        return new Weights(moved);
    }

    static Stream<Architecture> samples() {
        return LongStream.range(0, 8)
                .mapToObj(seed -> new ArchitectureSampler(SPACE).sample(new SplittableRandom(seed)));
    }

    /** All convolutions of the subnet in one long vector. */
    private static double angle(Architecture architecture) {
        Weights before = Subnet.of(SPACE, architecture, INITIAL).weights();
        Weights after = Subnet.of(SPACE, architecture, TRAINED).weights();
        double product = 0;
        double first = 0;
        double second = 0;
        for (String name : before.tensors().keySet()) {
            if (name.endsWith(".weight") && !name.contains("bn.")) {
                float[] a = before.get(name).values();
                float[] b = after.get(name).values();
                for (int i = 0; i < a.length; i++) {
                    product += (double) a[i] * b[i];
                    first += (double) a[i] * a[i];
                    second += (double) b[i] * b[i];
                }
            }
        }
        return Math.acos(product / Math.sqrt(first * second));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_angle_is_that_between_all_weights_of_the_subnet(Architecture architecture) {
        double share = MODEL.predictor().accuracy(architecture);
        assertThat(Math.PI * share).isBetween(0.1, 3.0).isCloseTo(angle(architecture), within(1e-9));
        GenomeCodec codec = new GenomeCodec(SPACE);
        assertThat(MODEL.predictor().score(codec).of(codec.encode(architecture)))
                .isEqualTo(share);
    }

    @Test
    void weights_that_did_not_move_have_no_angle() {
        AngleModel still = AngleModel.of(SPACE, INITIAL, INITIAL);
        assertThat(still.predictor().accuracy(SPACE.largest())).isCloseTo(0, within(1e-7));
    }

    @Test
    void it_survives_its_file_and_is_bound_to_its_space() {
        Path file = folder.resolve("predictor.json");
        MODEL.write(file);
        PredictorModel read = PredictorModel.read(file, SPACE);
        assertThat(read.predictor().accuracy(SPACE.smallest()))
                .isEqualTo(MODEL.predictor().accuracy(SPACE.smallest()));
        assertThat(read.resolutions()).containsExactly(32);
        assertThat(read.estimates()).isEmpty();
        assertThatThrownBy(() -> PredictorModel.read(file, SPACE.withWidthMultiplier(1)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("mbv3-32")
                .hasMessageContaining("Maybe");
    }

    @Test
    void elastic_widths_are_refused() {
        SearchSpace wide = BuiltInSpaces.named("resnet50").orElseThrow();
        Weights none = new Weights(new TreeMap<>());
        assertThatThrownBy(() -> AngleModel.of(wide, none, none)).hasMessageContaining("elastic widths");
    }
}
