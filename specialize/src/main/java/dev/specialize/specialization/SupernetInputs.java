package dev.specialize.specialization;

import dev.specialize.files.Sha256;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a supernet, known by their hashes: a model rests on all of them.
 *
 * @param name of the supernet
 * @param hashes SHA-256 by name; of a file that is missing there is none
 */
public record SupernetInputs(String name, SortedMap<String, String> hashes) {
    /** In front of the names of a supernet's files, among all inputs of a run. */
    static final String PREFIX = "supernet/";

    public SupernetInputs {
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    /**
     * Hashes the files that are there now, and reads no more of them.
     *
     * @throws dev.specialize.files.InvalidFileException if the folder is not a supernet's
     */
    public static SupernetInputs of(Path folder) {
        SupernetManifest manifest = Supernet.readManifest(folder);
        SortedMap<String, String> hashes = new TreeMap<>();
        manifest.files().keySet().forEach(name -> put(hashes, folder, name));
        put(hashes, folder, Supernet.MANIFEST);
        return new SupernetInputs(manifest.name(), hashes);
    }

    private static void put(SortedMap<String, String> hashes, Path folder, String name) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
            hashes.put(PREFIX + name, Sha256.of(file));
        }
    }

    /** Those of a supernet whose files were checked when it was read. */
    public static SupernetInputs of(Supernet supernet) {
        SortedMap<String, String> hashes = new TreeMap<>();
        supernet.manifest().files().forEach((name, hash) -> hashes.put(PREFIX + name, hash));
        put(hashes, supernet.folder(), Supernet.MANIFEST);
        return new SupernetInputs(supernet.manifest().name(), hashes);
    }
}
