package dev.specialize.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceAddressTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "local",
                "ssh://board",
                "ssh://pi@board.local",
                "ssh://pi@192.168.1.7:2222",
                "ssh://[2001:db8::1]",
                "ssh://root@[::1]:22",
                "ssh://my_board",
                "adb:R58N12ABCDE",
                "adb:192.168.1.5:5555",
                "adb:emulator-5554",
                "adb:adb-R58N-abc._adb-tls-connect._tcp"
            })
    void an_address_is_written_as_it_is_read(String text) {
        assertThat(DeviceAddress.parse(text)).hasToString(text);
        assertThat(DeviceAddress.parse(text)).isEqualTo(DeviceAddress.parse(text));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "here",
                "LOCAL",
                "local ",
                "board",
                "pi@board",
                "ssh://",
                "ssh:board",
                "ssh://-oProxyCommand=touch",
                "ssh://-l@board",
                "ssh://pi@-board",
                "ssh://@board",
                "ssh://a@b@c",
                "ssh://board;reboot",
                "ssh://board$(reboot)",
                "ssh://board`x`",
                "ssh://board'x",
                "ssh://board\n",
                "ssh://bo ard",
                "ssh://board/home",
                "ssh://board:0",
                "ssh://board:65536",
                "ssh://board:22:22",
                "ssh://board:x",
                "ssh://2001:db8::1",
                "ssh://[board]x",
                "ssh://[-x]",
                "adb:",
                "adb:-s",
                "adb:a b",
                "adb:a;b",
                "adb:a\u001b[31m",
                "https://board"
            })
    void what_could_be_more_than_an_address_is_refused(String text) {
        assertThatThrownBy(() -> DeviceAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(address|user|host|port|serial) must be [ -~]+");
    }
}
