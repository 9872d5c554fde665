package dev.specialize.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProfilingCommandTest {
    @Test
    void it_names_the_device_and_what_is_not_usual() {
        DeviceProfile usual = Profiles.named("pixel");
        DeviceProfile eightBits = Profiles.inPrecision("pixel", Precision.INT8);

        assertThat(ProfilingCommand.of(usual, List.of())).hasToString("specialize profile --device pixel");
        assertThat(ProfilingCommand.of(eightBits, List.of("--supernet", "build/net")))
                .hasToString("specialize profile --device pixel --precision int8 --supernet build/net");
    }

    @Test
    void threads_and_batch_stay_what_they_were() {
        DeviceProfile eightImages = Profiles.measured("pixel", Profiles.ONE_THREAD, 8);
        DeviceProfile twoThreads = Profiles.measured("pixel", Profiles.threads(2), 1);

        assertThat(ProfilingCommand.of(eightImages, List.of("--space", "mbv3")))
                .hasToString("specialize profile --device pixel --batch 8 --space mbv3");
        assertThat(ProfilingCommand.of(twoThreads, List.of()))
                .hasToString("specialize profile --device pixel --threads 2");
    }

    @Test
    void a_shell_takes_each_word_as_it_is() {
        assertThat(new ProfilingCommand("pixel", Precision.FP32, List.of("--supernet", "my net's $1")))
                .hasToString("specialize profile --device pixel --supernet 'my net'\\''s $1'");
    }
}
