package dev.specialize.transport;

import dev.specialize.devices.SystemFiles;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Files that are read again and again, each time all at once: over a network a hundred small questions take a second, one
 * with a hundred parts a moment. Which they are is learned by what was asked before.
 */
final class FilesTogether {
    /** So many requests fit into any pipe while nobody reads the answers yet. */
    private static final int MOST = 400;

    private final Set<String> paths = new LinkedHashSet<>();

    /** The files as they are now. */
    SystemFiles upToDate(Function<List<String>, List<Optional<String>>> reader) {
        List<String> known = List.copyOf(paths);
        List<Optional<String>> texts = reader.apply(known);
        Map<String, Optional<String>> textByPath = new HashMap<>();
        for (int i = 0; i < known.size(); i++) {
            textByPath.put(known.get(i), texts.get(i));
        }
        return path -> textByPath.computeIfAbsent(path, unknown -> {
            if (paths.size() < MOST) {
                paths.add(unknown);
            }
            return reader.apply(List.of(unknown)).get(0);
        });
    }
}
