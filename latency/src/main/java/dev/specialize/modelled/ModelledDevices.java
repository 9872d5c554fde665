package dev.specialize.modelled;

import dev.specialize.files.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The modelled devices that need no file. */
public final class ModelledDevices {
    private static final List<String> NAMES = List.of("note10", "pixel");

    private ModelledDevices() {}

    /** In alphabetical order. */
    public static List<String> names() {
        return NAMES;
    }

    public static Optional<ModelledDevice> find(String name) {
        return NAMES.contains(name) ? Optional.of(read(name + ".json")) : Optional.empty();
    }

    private static ModelledDevice read(String resource) {
        try (InputStream in = Objects.requireNonNull(ModelledDevices.class.getResourceAsStream(resource), resource)) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return JsonFile.parse(json, Path.of(resource), ModelledDevice.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource + ": " + e.getMessage(), e);
        }
    }
}
