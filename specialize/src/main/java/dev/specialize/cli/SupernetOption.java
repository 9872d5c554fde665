package dev.specialize.cli;

import dev.specialize.supernet.Supernet;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The supernet that a command works on. */
final class SupernetOption {
    @Option(
            names = "--supernet",
            paramLabel = "DIR",
            defaultValue = Home.BUNDLED_SUPERNET,
            description = "Folder of a supernet, or the name of a bundled one (default: ${DEFAULT-VALUE}).")
    private String supernet;

    Path folder(Home home) {
        return home.supernet(supernet);
    }

    Supernet read(Home home) {
        return Supernet.read(folder(home));
    }
}
