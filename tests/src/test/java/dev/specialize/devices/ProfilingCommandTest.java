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
    void a_shell_takes_each_word_as_it_is() {
        assertThat(new ProfilingCommand("pixel", Precision.FP32, List.of("--supernet", "my net's $1")))
                .hasToString("specialize profile --device pixel --supernet 'my net'\\''s $1'");
    }
}
