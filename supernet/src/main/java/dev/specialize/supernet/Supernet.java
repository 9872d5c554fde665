package dev.specialize.supernet;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.ImageSet;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A trained supernet as it lies in a folder, with all that its subnets need: no other data is asked for.
 *
 * @param calibration training images for the statistics of batch normalisation
 * @param validation labelled images that no weight has seen, to check what is exported
 */
public record Supernet(
        Path folder,
        SupernetManifest manifest,
        SearchSpace space,
        Weights weights,
        ImageSet calibration,
        ImageSet validation) {
    public static final String MANIFEST = "manifest.json";
    public static final String SPACE = "space.json";
    public static final String RECIPE = "recipe.json";
    public static final String WEIGHTS = "weights.safetensors";
    public static final String CALIBRATION = "calibration.safetensors";
    public static final String VALIDATION = "validation.safetensors";
    public static final String PREDICTOR = "predictor.json";
    public static final String PAIRS = "pairs.json";

    /**
     * Reads a folder and checks every file against the manifest.
     *
     * @throws InvalidFileException if a file is missing, damaged or not the one that the manifest names
     */
    public static Supernet read(Path folder) {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new InvalidFileException(
                    folder, "is not a supernet: it has no " + MANIFEST + ". Maybe its training has not finished");
        }
        SupernetManifest manifest = JsonFile.read(file, SupernetManifest.class);
        manifest.files().forEach((name, hash) -> requireHash(folder.resolve(name), hash));
        SearchSpace space = JsonFile.read(folder.resolve(SPACE), SearchSpace.class);
        return new Supernet(
                folder,
                manifest,
                space,
                Weights.read(folder.resolve(WEIGHTS)),
                ImageSet.read(folder.resolve(CALIBRATION), space.classes()),
                ImageSet.read(folder.resolve(VALIDATION), space.classes()));
    }

    private static void requireHash(Path file, String hash) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidFileException(file, "no such file, and " + MANIFEST + " names it");
        }
        if (!Sha256.of(file).equals(hash)) {
            throw new InvalidFileException(
                    file, "is damaged or changed: its SHA-256 is not the one in " + MANIFEST + ". Maybe copy it again");
        }
    }

    public Path predictorFile() {
        return folder.resolve(PREDICTOR);
    }

    /** The means to run its subnets. */
    public SubnetEvaluation evaluation(TorchEngine engine) {
        return new SubnetEvaluation(engine, space, weights, manifest.preprocessing(), calibration);
    }
}
