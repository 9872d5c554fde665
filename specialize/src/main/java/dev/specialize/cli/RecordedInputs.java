package dev.specialize.cli;

import dev.specialize.devices.ProfileName;
import dev.specialize.specialization.SpecializationManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the inputs of a model were when it was made, as far as its manifest tells. */
record RecordedInputs(SpecializationManifest manifest) {
    /** A folder, or the name of a supernet that came with the program. */
    String supernet() {
        return given("--supernet").orElse(manifest.supernet());
    }

    /** The file of the device's profile; empty if that was a kept one. */
    Optional<Path> profile() {
        return given("--profile").map(Path::of);
    }

    /** What the device's profile is called where profiles are kept. */
    String profileName() {
        return new ProfileName(
                        manifest.device().name(), manifest.export().precision().computed())
                .toString();
    }

    private Optional<String> given(String option) {
        List<String> command = manifest.asked().command();
        int at = command.indexOf(option);
        return at < 0 || at + 1 == command.size() ? Optional.empty() : Optional.of(command.get(at + 1));
    }
}
