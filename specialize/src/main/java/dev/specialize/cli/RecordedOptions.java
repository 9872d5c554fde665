package dev.specialize.cli;

import dev.specialize.specialization.SpecializationManifest;
import java.util.List;
import java.util.Optional;

/** What the command line gave that made a model. */
record RecordedOptions(List<String> command) {
    RecordedOptions {
        command = List.copyOf(command);
    }

    static RecordedOptions of(SpecializationManifest manifest) {
        return new RecordedOptions(manifest.asked().command());
    }

    /** @param name such as {@code --supernet} */
    Optional<String> find(String name) {
        int at = command.indexOf(name);
        return at < 0 || at + 1 == command.size() ? Optional.empty() : Optional.of(command.get(at + 1));
    }
}
