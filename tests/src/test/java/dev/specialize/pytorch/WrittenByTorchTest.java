package dev.specialize.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.SharedData;
import dev.specialize.weights.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that torch itself wrote, against digests of what torch itself reads from them (names in their order, each
 * followed by its float32 values): {@code make_checkpoints.py}, beside the files, made both.
 */
class WrittenByTorchTest {
    private static final String VIEWS = "1754c52dbd272d0916dc4c12f6035e748c35d3a3be419e89e53e40115e9f2032";
    private static final String TRAINING = "59eba4780878d3bba700b4be0eed1c45a663bea120c2778ee01acf4ec016cfd0";

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"views_zip_2", "views_zip_4", "views_stream_2", "views_stream_5"})
    void views_of_every_kind_and_type_are_what_torch_reads(String name) throws Exception {
        StateDict read = StateDict.read(resource(name));
        assertThat(digest(read)).isEqualTo(VIEWS);
        assertThat(read.integers()).containsExactly("bool", "int32", "int64", "uint8");
        assertThat(read.tensors().get("permuted").shape()).containsExactly(5, 3, 2, 4);
        assertThat(read.tensors().get("scalar").shape()).isEmpty();
        assertThat(read.tensors().get("empty").shape()).containsExactly(0, 3);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"training_zip_2", "training_zip_4", "training_stream_2", "training_stream_5"})
    void weights_are_found_beside_all_that_training_keeps(String name) throws Exception {
        StateDict read = StateDict.read(resource(name));
        assertThat(digest(read)).isEqualTo(TRAINING);
        assertThat(read.integers()).containsExactly("1.num_batches_tracked");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "acc_predictor.pth, 8, 4aa37e7416a6c76d68d1d4c03fbb8c9a2846eee2dd7fa0c95a950222521e33c1",
        "mbv3_w0.35_c10.pth, 411, bf4f8f7952b964c0cc254beea9b7f5437872a93641128f73812d860316286b13"
    })
    void published_checkpoints_are_what_torch_reads(String name, int tensors, String digest) throws Exception {
        StateDict read = StateDict.read(SharedData.file("ofa/" + name));
        assertThat(read.tensors()).hasSize(tensors);
        assertThat(digest(read)).isEqualTo(digest);
    }

    /** The first weight in the pickle is storage 0, contiguous: its bytes are the entry. */
    @Test
    void the_stem_of_the_reference_supernet_has_the_bytes_of_its_entry() throws IOException {
        Path file = SharedData.file("ofa/mbv3_w0.35_c10.pth");
        Tensor stem = StateDict.read(file).tensors().get("first_conv.conv.weight");
        float[] entry = new float[216];
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("mbv3_w0.35_c10/data/0"))) {
            ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(entry);
        }
        assertThat(stem.shape()).containsExactly(8, 3, 3, 3);
        assertThat(stem.values()).isEqualTo(entry);
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(WrittenByTorchTest.class.getResource(name + ".pth").toURI());
    }

    private static String digest(StateDict read) throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        read.tensors().forEach((name, tensor) -> {
            sha256.update(name.getBytes(StandardCharsets.UTF_8));
            sha256.update(CheckpointBytes.floats(tensor.values()));
        });
        return HexFormat.of().formatHex(sha256.digest());
    }
}
