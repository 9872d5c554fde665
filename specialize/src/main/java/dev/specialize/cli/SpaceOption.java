package dev.specialize.cli;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A search space that a command works on, where there is no supernet that has one. */
final class SpaceOption {
    @Option(
            names = "--space",
            paramLabel = "NAME|FILE",
            description = "Search space: mbv3, mbv3-32, proxyless, resnet50, residual-32 or a JSON file.")
    private String space;

    @Option(names = "--width", paramLabel = "X", description = "Width multiplier (default: the space's).")
    private Double width;

    /** @throws IllegalArgumentException if there is a width and nothing that it is of */
    Optional<SearchSpace> find() {
        if (width != null && space == null) {
            throw new IllegalArgumentException("--width is of a space. Maybe name it: --space");
        }
        return Optional.ofNullable(space)
                .map(SpaceOption::named)
                .map(found -> width == null ? found : found.withWidthMultiplier(width));
    }

    /**
     * The same beside {@code --supernet}, which has a space of its own.
     *
     * @param supernet null if none was given
     */
    Optional<SearchSpace> findUnless(String supernet, CommandSpec spec) {
        Optional<SearchSpace> found = find();
        if (found.isPresent() && supernet != null) {
            throw new ParameterException(spec.commandLine(), "--space and --supernet exclude each other");
        }
        return found;
    }

    /** As it was given; nothing if it was not. */
    List<String> given() {
        if (space == null) {
            return List.of();
        }
        return width == null ? List.of("--space", space) : List.of("--space", space, "--width", width.toString());
    }

    /** @param nameOrFile of a built-in space, or of a JSON file */
    static SearchSpace named(String nameOrFile) {
        return BuiltInSpaces.named(nameOrFile).orElseGet(() -> fromFile(Path.of(nameOrFile)));
    }

    private static SearchSpace fromFile(Path file) {
        if (file.toString().isEmpty() || !Files.exists(file)) {
            throw new InvalidFileException(
                    file,
                    "no such file, and no built-in space: they are "
                            + BuiltInSpaces.all().map(SearchSpace::name).collect(Collectors.joining(", ")));
        }
        return JsonFile.read(file, SearchSpace.class);
    }
}
