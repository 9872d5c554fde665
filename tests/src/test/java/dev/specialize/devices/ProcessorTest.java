package dev.specialize.devices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessorTest {
    private static final String CPU_INFO = "/proc/cpuinfo";

    @Test
    void an_x86_processor_tells_its_model_and_its_flags() {
        assertThat(Processor.read(SystemTexts.SERVER, "?"))
                .isEqualTo(new Processor("AMD EPYC", List.of("avx", "fma", "sse")));
    }

    @Test
    void an_arm_board_tells_its_model_after_its_cores() {
        assertThat(Processor.read(SystemTexts.BOARD, "?"))
                .isEqualTo(new Processor(
                        "Raspberry Pi 4 Model B Rev 1.4", List.of("asimd", "cpuid", "crc32", "evtstrm", "fp")));
    }

    @Test
    void a_board_that_only_its_device_tree_names_loses_the_zero_byte() {
        assertThat(Processor.read(SystemTexts.with(SystemTexts.BOARD, CPU_INFO, "CPU part : 0xd08"), "?")
                        .model())
                .isEqualTo("Raspberry Pi 4 Model B Rev 1.4");
    }

    @Test
    void a_telephone_without_a_name_is_called_by_its_kinds_of_cores() {
        assertThat(Processor.read(SystemTexts.TELEPHONE, "?").model()).isEqualTo("CPU part 0xd05 + 0xd0a");
        assertThat(Processor.read(SystemTexts.with(SystemTexts.TELEPHONE, "/sys/devices/soc0/machine", "SM8550\n"), "?")
                        .model())
                .isEqualTo("SM8550");
    }

    @Test
    void a_system_that_tells_nothing_has_the_other_name() {
        assertThat(Processor.read(SystemTexts.NOTHING, "amd64")).isEqualTo(new Processor("amd64", List.of()));
    }

    @Test
    void a_name_that_would_write_over_a_terminal_is_made_harmless() {
        String hostile = "model name : \u001b[2Jowned\u0007 " + "x".repeat(10_000);

        assertThat(Processor.read(SystemTexts.with(SystemTexts.SERVER, CPU_INFO, hostile), "?")
                        .model())
                .startsWith("[2Jowned  xxx")
                .hasSize(200);
    }

    @Test
    void a_board_has_the_cores_that_a_program_may_use() {
        assertThat(DeviceIdentity.read(SystemTexts.BOARD, "aarch64", "Linux"))
                .isEqualTo(new DeviceIdentity(
                        "Raspberry Pi 4 Model B Rev 1.4",
                        2,
                        "2-3",
                        "aarch64",
                        "Linux",
                        Sha256.of("asimd cpuid crc32 evtstrm fp")))
                .hasToString("Raspberry Pi 4 Model B Rev 1.4, 2 cores (2-3), aarch64, Linux");
    }

    @Test
    void a_system_that_does_not_tell_the_cores_is_counted() {
        DeviceIdentity counted = DeviceIdentity.read(
                SystemTexts.with(SystemTexts.TELEPHONE, "/proc/self/status", "Cpus_allowed_list: all\n"), "a", "b");

        assertThat(counted.pinnedCores()).isEqualTo("0-2");
        assertThat(DeviceIdentity.read(SystemTexts.NOTHING, "a", "b").pinnedCores())
                .isEqualTo("0");
    }

    @Test
    void other_flags_make_another_device() {
        SystemFiles more = SystemTexts.with(SystemTexts.SERVER, CPU_INFO, "model name : AMD EPYC\nflags : avx512f");

        assertThat(DeviceIdentity.read(more, "amd64", "Linux"))
                .isNotEqualTo(DeviceIdentity.read(SystemTexts.SERVER, "amd64", "Linux"));
    }

    @Test
    void this_machine_has_an_identity() {
        DeviceIdentity here = DeviceIdentity.local();

        assertThat(here.model()).isNotBlank();
        assertThat(CoreList.parse(here.pinnedCores()).cores().size()).isGreaterThanOrEqualTo(here.cores());
    }
}
