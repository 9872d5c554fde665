package dev.specialize.specialization;

import dev.specialize.files.AtomicFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.NetConfig;
import dev.specialize.space.ReferenceForm;
import dev.specialize.space.SearchSpace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Architectures as JSON, which names the space that they are of; {@link ReferenceForm} is read too. Who writes one chooses
 * it, so its resolution need not be one that the space lists for searches.
 */
public final class ArchitectureFile {
    private static final String FORMAT = "architecture/2";
    private static final String RUN_CONFIG = "run.config";

    /** Larger ones are a slip: no network here is made for them. */
    private static final int LARGEST_RESOLUTION = 1024;

    private ArchitectureFile() {}

    @SuppressWarnings("MemberName") // the file's word
    private record RunConfig(int image_size) {}

    private record Content(
            String format, String space, int resolution, List<Integer> widths, List<List<BlockChoice>> stages) {}

    /**
     * Reads this project's form, the reference encoding {@code {"ks":[..],"e":[..],"d":[..],"r":224}}, or a published
     * {@code net.config}, whose resolution is in the {@code run.config} beside it.
     *
     * @throws InvalidFileException if it is neither, or, its resolution aside, not an architecture of the space
     */
    public static Architecture read(Path file, SearchSpace space) {
        return parse(JsonFile.readText(file), file, space);
    }

    /**
     * Reads the text of such a file.
     *
     * @param origin where the text came from, for messages
     * @throws InvalidFileException as {@link #read} does
     */
    public static Architecture parse(String json, Path origin, SearchSpace space) {
        if (!(JsonFile.parse(json, origin, Object.class) instanceof Map<?, ?> fields)) {
            throw new InvalidFileException(origin, "is not an architecture: expected one JSON object");
        }
        try {
            Architecture architecture = fields.containsKey("format")
                    ? own(fields.get("format"), json, origin, space)
                    : foreign(fields, origin, space);
            requireResolution(architecture.resolution());
            space.including(architecture.resolution()).requireContains(architecture);
            return architecture;
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(origin, e.getMessage(), e);
        }
    }

    private static Architecture foreign(Map<?, ?> fields, Path origin, SearchSpace space) {
        NetConfig published = new NetConfig(fields);
        return published.isOne()
                ? published.in(space, JsonFile.read(origin.resolveSibling(RUN_CONFIG), RunConfig.class).image_size)
                : new ReferenceForm(fields).in(space);
    }

    private static void requireResolution(int resolution) {
        if (resolution < 1 || resolution > LARGEST_RESOLUTION) {
            throw new IllegalArgumentException("resolution must be 1 to " + LARGEST_RESOLUTION + ", got " + resolution);
        }
    }

    private static Architecture own(Object format, String json, Path origin, SearchSpace space) {
        if (!FORMAT.equals(format)) {
            throw new InvalidFileException(origin, "format must be " + FORMAT + ", got " + format);
        }
        Content content = JsonFile.parse(json, origin, Content.class);
        if (!content.space.equals(space.name())) {
            throw new InvalidFileException(
                    origin, "is an architecture of " + content.space + ", the supernet's space is " + space.name());
        }
        return new Architecture(content.resolution, content.widths, content.stages);
    }

    /**
     * @param space name of the space that it is of
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, String space, Architecture architecture) {
        AtomicFile.write(file, text(space, architecture).getBytes(StandardCharsets.UTF_8));
    }

    /** The content of such a file. */
    static String text(SearchSpace space, Architecture architecture) {
        return text(space.name(), architecture);
    }

    private static String text(String space, Architecture architecture) {
        return JsonFile.text(
                new Content(FORMAT, space, architecture.resolution(), architecture.widths(), architecture.stages()));
    }
}
