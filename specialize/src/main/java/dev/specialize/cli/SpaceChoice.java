package dev.specialize.cli;

import dev.specialize.space.SearchSpace;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

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
        return space.findUnless(supernet, spec)
                .orElseGet(() -> home.space(home.supernet(supernet == null ? Home.BUNDLED_SUPERNET : supernet)));
    }

    /** As it was given; nothing if it was not. */
    List<String> given() {
        return supernet == null ? space.given() : List.of("--supernet", supernet);
    }
}
