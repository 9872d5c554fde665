package dev.specialize.cli;

import dev.specialize.space.SearchSpace;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The search space that a command works on: a supernet's, or one that needs no supernet. */
final class SpaceChoice {
    @Mixin
    private SpaceOption space;

    @Option(
            names = "--supernet",
            paramLabel = "DIR",
            description = "Take the space of this supernet, a folder or the name of a bundled one (default, without"
                    + " --space: " + Home.BUNDLED_SUPERNET + ").")
    private String supernet;

    SearchSpace find(Home home, CommandSpec spec) {
        Optional<SearchSpace> chosen = space.find();
        if (chosen.isPresent() && supernet != null) {
            throw new ParameterException(spec.commandLine(), "--space and --supernet exclude each other");
        }
        return chosen.orElseGet(() -> home.space(home.supernet(supernet == null ? Home.BUNDLED_SUPERNET : supernet)));
    }
}
