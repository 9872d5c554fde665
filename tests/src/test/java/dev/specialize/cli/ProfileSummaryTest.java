package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ProfiledSpace;
import dev.specialize.devices.SourceFile;
import dev.specialize.devices.Timing;
import dev.specialize.files.Sha256;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ProfileSummaryTest {
    @Test
    void an_imported_profile_promises_nothing_that_was_not_checked() {
        DeviceProfile profile = DeviceProfile.imported(
                "note10",
                new ProfiledSpace("mbv3", Sha256.of("mbv3")),
                List.of(new SourceFile("160.yaml", Sha256.of("1")), new SourceFile("224.yaml", Sha256.of("2"))),
                new TreeMap<>(Map.of("linear:8-3@160", Timing.published(9, 5), "linear:8-3@224", Timing.estimated(5))),
                List.of(160, 224));

        assertThat(new ProfileSummary(profile, Path.of("note10.json")).text().lines())
                .containsExactly(
                        "profile   note10.json",
                        "device    note10, as the publisher of its times measured it",
                        "source    imported from 160.yaml and 1 more",
                        "space     mbv3, batch 1",
                        "blocks    2, 1 of them estimated",
                        "sizes     2 from 160 to 224 px",
                        "error     not checked on the device");
    }

    @Test
    void of_a_modelled_device_no_file_is_named_for_there_is_none() {
        Launcher.Result shown = InProcess.run("devices", "show", "pixel", "--space", "mbv3-32");
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out().lines())
                .startsWith("profile   in no file; the program knows the device by itself")
                .anyMatch(line -> line.startsWith("source    modelled"));
    }
}
