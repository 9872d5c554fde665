package dev.specialize.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LocalProcessorTest {
    @Test
    void an_x86_processor_tells_its_model_and_its_flags() {
        LocalProcessor processor = LocalProcessor.parse(
                List.of("processor\t: 0", "model\t\t: 2", "model name\t: AMD EPYC", "flags\t\t: sse avx  fma"));

        assertThat(processor).isEqualTo(new LocalProcessor("AMD EPYC", List.of("avx", "fma", "sse")));
    }

    @Test
    void an_arm_board_tells_its_model_after_its_cores() {
        LocalProcessor processor = LocalProcessor.parse(List.of(
                "processor\t: 0",
                "Features\t: fp asimd",
                "CPU part\t: 0xd08",
                "",
                "Model\t\t: Raspberry Pi 4 Model B"));

        assertThat(processor).isEqualTo(new LocalProcessor("Raspberry Pi 4 Model B", List.of("asimd", "fp")));
    }

    @Test
    void a_system_that_tells_nothing_still_has_an_identity() {
        assertThat(LocalProcessor.parse(List.of()).identity().model()).isNotBlank();
    }

    @Test
    void other_flags_make_another_device() {
        assertThat(new LocalProcessor("AMD EPYC", List.of("avx")).identity())
                .isNotEqualTo(new LocalProcessor("AMD EPYC", List.of("avx", "avx512f")).identity());
    }
}
