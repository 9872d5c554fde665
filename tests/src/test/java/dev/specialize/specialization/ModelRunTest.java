package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.export.ExportOptions;
import dev.specialize.export.ModelInterface;
import dev.specialize.export.OnnxExporter;
import dev.specialize.export.Verification;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.onnx.BatchSize;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelRunTest {
    private static final Preprocessing GREY = new Preprocessing(List.of(0.3f), List.of(0.35f));
    private static final SearchSpace SPACE =
            BuiltInSpaces.named("mbv3-32").orElseThrow().withInputChannels(1);

    private final Network network = SPACE.lower(SPACE.smallest());
    private final ImageSet images = GREY.noise(140, network.input().size(), 1);

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {8, 100, 128, -1})
    void a_model_says_the_same_of_images_however_many_it_takes_at_once(int batch) {
        float[] one = run(BatchSize.ONE);
        float[] several = run(batch < 0 ? BatchSize.DYNAMIC : BatchSize.of(batch));
        assertThat(several).hasSize(140 * SPACE.classes());
        assertThat(Verification.compare(one, several, SPACE.classes()).relativeDifference())
                .isLessThan(1e-4);
    }

    private float[] run(BatchSize batch) {
        byte[] onnx = OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN.withBatch(batch));
        return ModelRun.of(
                        onnx,
                        ModelInterface.IMAGE_TO_LOGITS,
                        GREY,
                        images,
                        network.input().size())
                .answers();
    }

    @Test
    void images_are_made_ready_for_whole_runs() {
        assertThat(ModelRun.part(1)).isEqualTo(100);
        assertThat(ModelRun.part(8)).isEqualTo(96);
        assertThat(ModelRun.part(100)).isEqualTo(100);
        assertThat(ModelRun.part(101)).isEqualTo(101);
        assertThat(ModelRun.part(1024)).isEqualTo(1024);
    }
}
