package dev.specialize.cli;

import dev.specialize.files.Folder;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where things lie: what came with the program, and what it keeps for its user. */
final class Home {
    static final String BUNDLED_SUPERNET = "fashion-mnist";

    private final Path program;
    private final Path user;

    /**
     * Prepares.
     *
     * @param program has what came with it
     * @param user has what is kept
     */
    Home(Path program, Path user) {
        this.program = program;
        this.user = user;
    }

    /** {@code SPECIALIZE_DATA}, else the XDG data folder, else {@code ~/.local/share/specialize}. */
    static Home here() {
        return here(System.getenv());
    }

    static Home here(Map<String, String> environment) {
        Path program = Path.of(System.getProperty("specialize.home", "."));
        String own = environment.getOrDefault("SPECIALIZE_DATA", "");
        if (!own.isEmpty()) {
            return new Home(program, Path.of(own));
        }
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        Path data = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "share") : Path.of(xdg);
        return new Home(program, data.resolve("specialize"));
    }

    /** A folder, or the name of a supernet that came with the program. */
    Path supernet(String nameOrFolder) {
        return named(nameOrFolder, "folder", "supernet", supernets());
    }

    /** Weights to begin with: a file or folder, or the name of what came with the program. */
    Path donor(String nameOrFile) {
        return named(nameOrFile, "file", "weights", donors(), supernets());
    }

    /** Names of the donors of just this space, whatever their classes. */
    List<String> donors(SearchSpace space) {
        return names(donors()).stream()
                .filter(name -> space(donors().resolve(name))
                        .withClasses(space.classes())
                        .equals(space))
                .toList();
    }

    /** What the first of these folders that has the name has under it; else what it is the path of. */
    private static Path named(String given, String kind, String what, Path... bundled) {
        for (Path folder : bundled) {
            if (names(folder).contains(given)) {
                return folder.resolve(given);
            }
        }
        Path path = Path.of(given);
        if (given.isEmpty() || !Files.exists(path)) {
            List<String> names = Stream.of(bundled)
                    .flatMap(folder -> names(folder).stream())
                    .sorted()
                    .toList();
            String has = names.isEmpty() ? "none. Maybe make one with: specialize train" : String.join(", ", names);
            throw new InvalidFileException(
                    path,
                    "no such " + kind + ", and no " + what + " of that name came with the program (it has " + has
                            + ")");
        }
        return path;
    }

    /** The search space of a supernet, without reading the rest of it. */
    SearchSpace space(Path supernet) {
        return JsonFile.read(supernet.resolve(Supernet.SPACE), SearchSpace.class);
    }

    /** What is known of a supernet, without reading the rest of it. */
    SupernetManifest manifest(Path supernet) {
        return JsonFile.read(supernet.resolve(Supernet.MANIFEST), SupernetManifest.class);
    }

    private Path supernets() {
        return program.resolve("supernets");
    }

    /** Supernets without the images that models are checked on: weights to begin with. */
    private Path donors() {
        return program.resolve("donors");
    }

    /** Where profiles for a search space are kept: one of another space is never mistaken for one of this. */
    Path devices(SearchSpace space) {
        return devices().resolve(space.name() + "-" + Sha256.inNames(JsonFile.text(space)));
    }

    /** Folders of profiles, one for each search space. */
    List<Path> deviceFolders() {
        return names(devices()).stream().map(devices()::resolve).toList();
    }

    private Path devices() {
        return user.resolve("devices");
    }

    /** How the user's devices are reached. */
    Path deviceBook() {
        return user.resolve("devices.json");
    }

    /** Where models go that nobody named a place for. */
    Path models() {
        return user.resolve("models");
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return Folder.names(folder).stream()
                .filter(name -> Files.isDirectory(folder.resolve(name)))
                .toList();
    }
}
