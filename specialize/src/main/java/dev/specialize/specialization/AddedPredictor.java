package dev.specialize.specialization;

import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A supernet that gets another accuracy predictor. */
public final class AddedPredictor {
    private static final String WEIGHTS = Supernet.PREDICTOR.replace(".json", ".safetensors");

    private AddedPredictor() {}

    /**
     * Writes the predictor into a supernet's folder and into its manifest, the manifest last.
     *
     * @throws dev.specialize.files.InvalidFileException if the folder is not a supernet's
     * @throws java.io.UncheckedIOException if a file cannot be written
     */
    public static void to(Path folder, PredictorModel model) {
        Path file = folder.resolve(Supernet.MANIFEST);
        SupernetManifest manifest = JsonFile.read(file, SupernetManifest.class);
        replace(folder, model);
        SortedMap<String, String> hashes = new TreeMap<>(manifest.files());
        hashes.put(Supernet.PREDICTOR, Sha256.of(folder.resolve(Supernet.PREDICTOR)));
        hashes.remove(WEIGHTS);
        if (Files.exists(folder.resolve(WEIGHTS))) {
            hashes.put(WEIGHTS, Sha256.of(folder.resolve(WEIGHTS)));
        }
        JsonFile.write(
                file,
                new SupernetManifest(
                        manifest.format(),
                        manifest.name(),
                        manifest.classes(),
                        manifest.preprocessing(),
                        manifest.training(),
                        manifest.imported(),
                        manifest.accuracy(),
                        hashes));
    }

    /** Written whole beside the former one before that is touched: a full disk leaves a supernet as it was. */
    private static void replace(Path folder, PredictorModel model) {
        try {
            Path beside = Files.createTempDirectory(folder, ".predictor");
            try {
                model.write(beside.resolve(Supernet.PREDICTOR));
                for (String name : List.of(WEIGHTS, Supernet.PREDICTOR)) {
                    if (Files.exists(beside.resolve(name))) {
                        Files.move(beside.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    } else {
                        Files.deleteIfExists(folder.resolve(name));
                    }
                }
            } finally {
                for (String name : List.of(WEIGHTS, Supernet.PREDICTOR)) {
                    Files.deleteIfExists(beside.resolve(name));
                }
                Files.delete(beside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot replace the predictor of " + folder + ": " + e.getMessage(), e);
        }
    }
}
