package dev.specialize.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.OnnxExporter;
import dev.specialize.space.Activation;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.Network;
import dev.specialize.weights.RandomWeights;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LocalRunnerTest {
    private static final Sampling QUICK = new Sampling(Duration.ofMillis(1), 5, Duration.ofNanos(200_000));

    /** Among so many one is undisturbed, even where other work comes and goes. */
    private static final Sampling PATIENT = new Sampling(Duration.ofMillis(1), 100, Duration.ofNanos(200_000));

    private final LocalRunner runner = LocalRunner.withThreads(1);

    @Test
    void a_model_with_more_work_takes_longer() {
        assertThat(fastestNanos(64)).isGreaterThan(2 * fastestNanos(8));
    }

    @Test
    void a_model_gives_as_many_samples_as_asked_each_time_it_is_timed() {
        try (TimedModel model = runner.load(convolution(8))) {
            assertThat(model.time(QUICK).nanos()).hasSize(5);
            assertThat(model.time(new Sampling(Duration.ZERO, 2, Duration.ZERO)).nanos())
                    .hasSize(2);
        }
    }

    @Test
    void the_settings_are_what_a_profile_must_remember() {
        assertThat(runner.runtime().runner()).matches("in-process crc32:[0-9a-f]{8}");
        assertThat(runner.runtime())
                .isEqualTo(new RuntimeSettings(
                        "onnxruntime",
                        "1.29.0",
                        "CPU",
                        1,
                        Precision.FP32,
                        "ALL_OPT",
                        runner.runtime().runner()));
        assertThat(runner.identity()).isEqualTo(DeviceIdentity.local());
    }

    @Test
    void bytes_that_are_no_model_are_refused() {
        byte[] noModel = "no model".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> runner.load(noModel))
                .isInstanceOf(DeviceException.class)
                .hasMessageStartingWith("ONNX Runtime 1.29.0 does not take the model: ");
    }

    @Test
    void more_threads_than_cores_are_refused() {
        int cores = runner.identity().cores();

        assertThatThrownBy(() -> LocalRunner.withThreads(cores + 1))
                .hasMessage("threads must be from 1 to " + cores + ", got " + (cores + 1));
        assertThatThrownBy(() -> LocalRunner.withThreads(0)).hasMessageContaining("got 0");
    }

    @Test
    void a_model_can_be_run_and_gives_what_onnx_runtime_gives() throws OrtException {
        byte[] onnx = convolution(8);
        float[] input = new float[8 * 16 * 16];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        try (TimedModel model = runner.load(onnx);
                OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx);
                OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(input), new long[] {1, 8, 16, 16});
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
            float[] expected = ((OnnxTensor) result.get(0)).getFloatBuffer().array();

            assertThat(model.run(input)).containsExactly(expected);
            model.time(QUICK);
            assertThat(model.run(input)).containsExactly(expected);
        }
    }

    @Test
    void an_input_of_another_size_is_refused() {
        try (TimedModel model = runner.load(convolution(8))) {
            assertThatThrownBy(() -> model.run(new float[3]))
                    .isInstanceOf(DeviceException.class)
                    .hasMessage("The model's first input has 2048 values, not 3");
        }
    }

    private double fastestNanos(int width) {
        try (TimedModel model = runner.load(convolution(width))) {
            return model.time(PATIENT).fastestNanos();
        }
    }

    private static byte[] convolution(int width) {
        Network network =
                Network.of(new Convolution("c", new FeatureMap(width, 16), width, 3, 1, true, Activation.RELU));
        return OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN);
    }
}
