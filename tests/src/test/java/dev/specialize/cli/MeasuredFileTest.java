package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.specialize.images.ImageSet;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SpecializationManifest.MeasuredShare;
import dev.specialize.supernet.Supernet;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accuracy in a manifest is that of the file beside it, on images that nothing was chosen by. */
class MeasuredFileTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    /** Of the normal distribution, 97.5 %. */
    private static final double Z = 1.959964;

    @TempDir
    private Path folder;

    @Test
    void the_manifest_tells_how_often_the_file_itself_is_right() throws OrtException {
        Path out = PaperModel.in(folder, "--latency", "200us", "--evaluate", 4).folder();
        SpecializationManifest manifest = SpecializationManifest.read(out.resolve(Specialization.MANIFEST));
        MeasuredShare measured = manifest.accuracy().measured().orElseThrow();
        assertThat(measured.images()).isEqualTo(45);
        assertThat(right(out.resolve(Specialization.MODEL), measured.images()))
                .isEqualTo(Math.round(measured.share() * measured.images()));
        // the two ends of Wilson's interval are the shares whose own spread reaches the one that was counted
        for (double end : new double[] {measured.lowest(), measured.highest()}) {
            assertThat(Math.abs(end - measured.share()))
                    .isCloseTo(Z * Math.sqrt(end * (1 - end) / measured.images()), within(1e-6));
        }
    }

    /** Of the last images of the supernet's validation set, the first half of which chose among candidates. */
    private static int right(Path model, int images) throws OrtException {
        Supernet supernet = Supernet.read(TINY.folder());
        ImageSet all = supernet.validation().orElseThrow();
        int right = 0;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toString())) {
            int size =
                    Integer.parseInt(session.getMetadata().getCustomMetadata().get("resolution"));
            for (int i = all.count() - images; i < all.count(); i++) {
                float[] pixels = supernet.manifest().preprocessing().nchw(all, i, 1, size);
                try (OnnxTensor input = OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(pixels), new long[] {1, 1, size, size});
                        OrtSession.Result result = session.run(Map.of("image", input))) {
                    right += largest(((float[][]) result.get(0).getValue())[0]) == all.labels()[i] ? 1 : 0;
                }
            }
        }
        return right;
    }

    private static int largest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }
}
