package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.space.Activation;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.Network;
import dev.specialize.weights.RandomWeights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime is watched from outside, in a process of its own: it must write nothing under the user's home. */
class TelemetryTest {
    @Test
    void with_the_variable_of_the_launchers_nothing_is_written_to_the_home(@TempDir Path home) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), TelemetryTest.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_CACHE_HOME");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        try (Stream<Path> written = Files.walk(home)) {
            assertThat(written).containsExactly(home);
        }
    }

    public static void main(String[] args) {
        Network network = Network.of(new Convolution("l", new FeatureMap(3, 8), 8, 3, 2, true, Activation.RELU));
        byte[] bytes = OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN);
        try (OnnxModel model = OnnxModel.load(bytes)) {
            model.logits(RandomImages.of(network.input(), 1, 1), 1);
        }
    }
}
