package dev.specialize.modelled;

import dev.specialize.devices.SourceFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.space.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A network that somebody measured as a whole.
 *
 * @param name for messages and tables
 * @param sources the files that it was read from
 */
public record PublishedNet(String name, List<SourceFile> sources, Network network, MeasuredTime time) {
    private static final String NET_CONFIG = "net.config";
    private static final String RUN_CONFIG = "run.config";

    public PublishedNet {
        Require.text("name", name);
        sources = List.copyOf(sources);
    }

    @SuppressWarnings("MemberName") // the file's word
    private record RunConfig(int image_size) {}

    /**
     * Reads a network that was published with its measured time in the name of its folder, such as {@code
     * pixel1_lat-20ms_top1-71.4_finetune-25}.
     *
     * @param place the folder, or the {@code net.config} in it
     * @throws InvalidFileException if the name has no time, or as {@link #read(Path, MeasuredTime)} does
     */
    public static PublishedNet read(Path place) {
        String name = name(config(place));
        MeasuredTime time = MeasuredTime.inName(name)
                .orElseThrow(() -> new InvalidFileException(
                        place, "the folder's name has no time such as lat-20ms. Maybe put it before: 20ms=" + place));
        return read(place, time);
    }

    /**
     * Reads a network that was published as {@code net.config}, with its resolution in {@code run.config} beside it.
     *
     * @param place the folder of both, or the {@code net.config}
     * @throws InvalidFileException if a file is missing or malformed, or the network is of no built-in space
     */
    public static PublishedNet read(Path place, MeasuredTime time) {
        Path config = config(place);
        String json = JsonFile.readText(config);
        Path run = config.resolveSibling(RUN_CONFIG);
        String runJson = JsonFile.readText(run);
        int resolution = JsonFile.parse(runJson, run, RunConfig.class).image_size;
        if (!(JsonFile.parse(json, config, Object.class) instanceof Map<?, ?> fields)) {
            throw new InvalidFileException(config, "is not a network: expected one JSON object");
        }
        try {
            return new PublishedNet(
                    name(config),
                    List.of(
                            new SourceFile(NET_CONFIG, Sha256.of(json)),
                            new SourceFile(RUN_CONFIG, Sha256.of(runJson))),
                    new PublishedNetwork(fields).at(resolution),
                    time);
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(config, e.getMessage(), e);
        }
    }

    private static Path config(Path place) {
        if (!Files.exists(place)) {
            throw new InvalidFileException(place, "no such file or folder");
        }
        return Files.isDirectory(place) ? place.resolve(NET_CONFIG) : place;
    }

    /** That of the folder: the files of all networks have the same names. */
    private static String name(Path config) {
        return config.toAbsolutePath().normalize().getParent().getFileName().toString();
    }
}
