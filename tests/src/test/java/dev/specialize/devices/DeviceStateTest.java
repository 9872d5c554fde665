package dev.specialize.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceStateTest {
    @Test
    void a_board_tells_governor_clock_and_temperature() {
        assertThat(DeviceState.read(SystemTexts.BOARD))
                .isEqualTo(new DeviceState(Optional.of("performance"), Optional.of(1_500_000L), Optional.of(48.2)));
    }

    @Test
    void of_several_kinds_of_cores_the_fastest_counts_and_of_the_zones_the_hottest() {
        assertThat(DeviceState.read(SystemTexts.TELEPHONE))
                .isEqualTo(new DeviceState(Optional.of("schedutil, walt"), Optional.of(2_803_200L), Optional.of(61.5)));
    }

    @Test
    void a_machine_without_these_files_tells_nothing() {
        assertThat(DeviceState.read(SystemTexts.SERVER)).isEqualTo(DeviceState.UNKNOWN);
        assertThat(DeviceState.read(SystemTexts.NOTHING)).isEqualTo(DeviceState.UNKNOWN);
    }

    @ParameterizedTest(name = "a clock of ''{0}''")
    @ValueSource(strings = {"", "-5", "0", "fast", "99999999999999999999", "1e9", "200000000"})
    void a_clock_that_cannot_be_is_left_out(String text) {
        SystemFiles odd = SystemTexts.with(
                SystemTexts.with(SystemTexts.BOARD, "/sys/devices/system/cpu/cpu2/cpufreq/scaling_cur_freq", text),
                "/sys/devices/system/cpu/cpu3/cpufreq/scaling_cur_freq",
                text);

        assertThat(DeviceState.read(odd).kilohertz()).isEmpty();
    }

    @Test
    void a_device_that_has_zones_without_end_is_not_asked_for_ever() {
        int[] asked = new int[1];
        DeviceState.read(path -> {
            asked[0]++;
            return Optional.of("Cpus_allowed_list: 0-4095\n");
        });

        assertThat(asked[0]).isLessThan(400);
    }
}
