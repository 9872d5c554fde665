package dev.specialize.specialization;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.ReferenceEncoding;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;

/** Architectures as JSON files, which name the space that they are of; the reference encoding is read too. */
public final class ArchitectureFile {
    private static final String FORMAT = "architecture/1";

    private ArchitectureFile() {}

    private record Content(String format, String space, int resolution, List<List<BlockChoice>> stages) {}

    /**
     * Reads this project's form, or {@code {"ks":[..],"e":[..],"d":[..],"r":[..]}}.
     *
     * @throws InvalidFileException if it is neither, or not an architecture of the space
     */
    public static Architecture read(Path file, SearchSpace space) {
        String json = JsonFile.readText(file);
        try {
            Architecture architecture = json.contains("\"ks\"")
                    ? JsonFile.parse(listed(json), file, ReferenceEncoding.class)
                            .in(space)
                    : own(JsonFile.parse(json, file, Content.class), file, space);
            space.requireContains(architecture);
            return architecture;
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(file, e.getMessage(), e);
        }
    }

    /** Some write the resolution as a number, some as a list of one. */
    private static String listed(String json) {
        return json.replaceFirst("\"r\"\\s*:\\s*(\\d+)", "\"r\":[$1]");
    }

    private static Architecture own(Content content, Path file, SearchSpace space) {
        if (!content.format.equals(FORMAT)) {
            throw new InvalidFileException(file, "format must be " + FORMAT + ", got " + content.format);
        }
        if (!content.space.equals(space.name())) {
            throw new InvalidFileException(
                    file, "is an architecture of " + content.space + ", the supernet's space is " + space.name());
        }
        return new Architecture(content.resolution, content.stages);
    }

    /** The content of such a file. */
    static String text(SearchSpace space, Architecture architecture) {
        return JsonFile.text(new Content(FORMAT, space.name(), architecture.resolution(), architecture.stages()));
    }
}
