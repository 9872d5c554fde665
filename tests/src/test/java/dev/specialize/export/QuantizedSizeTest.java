package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.quantization.CalibrationImages;
import dev.specialize.quantization.CalibrationMethod;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Subnet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files of whole numbers take, of those in float32: a fourth for the weights, and what says how to read them. */
final class QuantizedSizeTest {
    private static final double LARGEST_SHARE = 0.30;
    private static final QuantizationSettings ALL_LAYERS = QuantizationSettings.USUAL
            .withMethod(CalibrationMethod.MIN_MAX)
            .withLeastImages(1)
            .within(1e9, 1);

    private final SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();

    /** Of few weights in many layers: each brings scales and names, and most channels are in the first stages. */
    @ParameterizedTest(name = "depths {0}, {1}, {2}")
    @CsvSource({"2, 2, 2", "4, 4, 2", "2, 4, 2", "4, 4, 4"})
    void narrow_subnets_are_within_the_limit_however_deep(int first, int second, int third) {
        List<List<BlockChoice>> stages = new ArrayList<>();
        for (int depth : List.of(first, second, third)) {
            Stage stage = space.stages().get(stages.size());
            stages.add(Collections.nCopies(
                    depth, new BlockChoice(Collections.min(stage.kernels()), Collections.min(stage.expands()))));
        }
        requireSmall(new Architecture(Collections.max(space.resolutions()), stages));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 7, 18})
    void sampled_subnets_are_within_the_limit(long seed) {
        requireSmall(new ArchitectureSampler(space).sample(new SplittableRandom(seed)));
    }

    @Test
    void layers_stay_in_float32_for_the_error_only_as_far_as_the_file_may_grow() {
        Network network = space.lower(space.smallest());
        Subnet subnet = new Subnet(network, RandomWeights.of(network, 1));
        CalibrationImages noise = new CalibrationImages(RandomImages.of(network.input(), 4, 1), 4);
        ExportOptions eight =
                ExportOptions.PLAIN.withPrecision(ModelPrecision.INT8).withQuantization(ALL_LAYERS);
        ExportOptions exact = eight.withQuantization(ALL_LAYERS.within(1e-9, 10));
        int least = OnnxExporter.export(subnet, eight, noise).onnx().length;
        ExportedModel free = OnnxExporter.export(subnet, exact, noise);
        ExportedModel bounded = OnnxExporter.export(subnet, exact.withLargestBytes(free.onnx().length - 1), noise);
        ExportedModel tight = OnnxExporter.export(subnet, exact.withLargestBytes(least), noise);
        assertThat(free.onnx().length).isGreaterThan(least);
        assertThat(bounded.onnx().length).isLessThan(free.onnx().length);
        assertThat(bounded.quantization().orElseThrow().kept()).isNotEmpty();
        assertThat(tight.onnx()).hasSize(least);
        assertThat(tight.quantization().orElseThrow().kept()).isEmpty();
    }

    private void requireSmall(Architecture architecture) {
        Network network = space.lower(architecture);
        Subnet subnet = new Subnet(network, RandomWeights.of(network, 1));
        CalibrationImages noise = new CalibrationImages(RandomImages.of(network.input(), 4, 1), 4);
        ExportOptions eight =
                ExportOptions.PLAIN.withPrecision(ModelPrecision.INT8).withQuantization(ALL_LAYERS);
        int fp32 = OnnxExporter.export(subnet, ExportOptions.PLAIN).length;
        int int8 = OnnxExporter.export(subnet, eight, noise).onnx().length;
        assertThat(int8 / (double) fp32).as("%d of %d bytes", int8, fp32).isBetween(0.25, LARGEST_SHARE);
    }
}
