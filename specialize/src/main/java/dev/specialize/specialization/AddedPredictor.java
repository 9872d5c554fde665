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
        removeWeights(folder);
        model.write(folder.resolve(Supernet.PREDICTOR));
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

    /** Those of a predictor that was there before. */
    private static void removeWeights(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(WEIGHTS));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot replace " + folder.resolve(WEIGHTS) + ": " + e.getMessage(), e);
        }
    }
}
