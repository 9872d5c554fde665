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
        if (names(supernets()).contains(nameOrFolder)) {
            return supernets().resolve(nameOrFolder);
        }
        Path folder = Path.of(nameOrFolder);
        if (nameOrFolder.isEmpty() || !Files.exists(folder)) {
            throw new InvalidFileException(
                    folder, "no such folder, and no supernet of that name came with the program (" + bundled() + ")");
        }
        return folder;
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

    private String bundled() {
        List<String> names = names(supernets());
        return names.isEmpty()
                ? "it has none. Maybe make one with: specialize train"
                : "it has " + String.join(", ", names);
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
