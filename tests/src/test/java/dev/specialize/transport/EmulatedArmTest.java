package dev.specialize.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.LocalRunner;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.OnnxExporter;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmulatedArmTest {
    private static final Sampling ONCE = new Sampling(Duration.ZERO, 2, Duration.ZERO);

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsARunner() {
        assumeTrue(
                Payload.exists(Platform.LINUX_AARCH64),
                "this build has no runner for ARM: no compiler was there (Debian's gcc-aarch64-linux-gnu)");
    }

    @Test
    void an_arm_board_gives_what_this_machine_gives() throws IOException {
        checkAgainstThisMachine(EmulatedArm.board(folder), "native [0-9a-f]{64}");
    }

    @Test
    void a_device_without_glibc_is_brought_one() throws IOException {
        checkAgainstThisMachine(EmulatedArm.telephone(folder), "native with glibc [0-9a-f]{64}");
    }

    private static void checkAgainstThisMachine(Link device, String runner) {
        byte[] onnx = wholeNetwork();
        float[] input = new float[3 * 24 * 24];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) Math.sin(i);
        }
        try (ModelRunner board = RemoteRunner.open(device, RunnerOptions.threads(1));
                TimedModel model = board.load(onnx);
                ModelRunner here = LocalRunner.withThreads(1);
                TimedModel expected = here.load(onnx)) {
            DeviceIdentity identity = board.identity();

            assertThat(identity.model()).isEqualTo("Emulated Board");
            assertThat(identity.architecture()).isEqualTo("aarch64");
            assertThat(identity.featuresSha256())
                    .isNotEqualTo(DeviceIdentity.local().featuresSha256());
            assertThat(board.runtime().version()).isEqualTo(here.runtime().version());
            assertThat(board.runtime().runner()).matches(runner);
            float[] logits = expected.run(input);
            assertThat(range(logits)).isGreaterThan(0.01f);
            assertThat(model.run(input)).containsExactly(logits, within(1e-4f * range(logits)));
            assertThat(model.time(ONCE).nanos()).hasSize(2);
            board.renew();
            assertThat(board.state()).isNotNull();
        }
    }

    private static float range(float[] values) {
        float least = values[0];
        float most = values[0];
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }

    private static byte[] wholeNetwork() {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        Network network = space.lower(space.smallest());
        return OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN);
    }
}
