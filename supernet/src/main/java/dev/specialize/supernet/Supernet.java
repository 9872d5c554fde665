package dev.specialize.supernet;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.WeightShapes;
import dev.specialize.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A trained supernet as it lies in a folder, with all that its subnets need: no other data is asked for. One that was
 * imported may lack the images.
 *
 * @param calibration training images for the statistics of batch normalisation
 * @param validation labelled images that no weight has seen, to check what is exported
 */
public record Supernet(
        Path folder,
        SupernetManifest manifest,
        SearchSpace space,
        Weights weights,
        Optional<ImageSet> calibration,
        Optional<ImageSet> validation) {
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
        SupernetManifest manifest = readManifest(folder);
        manifest.files().forEach((name, hash) -> requireHash(folder.resolve(name), hash));
        SearchSpace space = JsonFile.read(folder.resolve(SPACE), SearchSpace.class);
        requireClasses(folder.resolve(MANIFEST), manifest, space);
        Weights weights = Weights.read(folder.resolve(WEIGHTS));
        requireShapes(folder.resolve(WEIGHTS), weights, space);
        return new Supernet(
                folder,
                manifest,
                space,
                weights,
                images(folder, manifest, CALIBRATION, space),
                images(folder, manifest, VALIDATION, space));
    }

    /**
     * What a folder says of the supernet in it, without a look at its other files.
     *
     * @throws InvalidFileException if it is not the folder of a supernet
     */
    public static SupernetManifest readManifest(Path folder) {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new InvalidFileException(
                    folder, "is not a supernet: it has no " + MANIFEST + ". Maybe its training has not finished");
        }
        String json = JsonFile.readText(file);
        String format = JsonFile.format(json, file);
        if (!format.isEmpty() && !format.startsWith(SupernetManifest.KIND)) {
            throw new InvalidFileException(
                    folder,
                    "is not a supernet: its " + MANIFEST + " is of format " + format + ". Maybe it is a model's");
        }
        return JsonFile.parse(json, file, SupernetManifest.class);
    }

    private static Optional<ImageSet> images(Path folder, SupernetManifest manifest, String name, SearchSpace space) {
        return manifest.files().containsKey(name)
                ? Optional.of(ImageSet.read(folder.resolve(name), space.classes()))
                : Optional.empty();
    }

    private static void requireClasses(Path file, SupernetManifest manifest, SearchSpace space) {
        int names = manifest.classes().size();
        if (names != 0 && names != space.classes()) {
            throw new InvalidFileException(file, "names " + names + " classes, its space has " + space.classes());
        }
    }

    private static void requireShapes(Path file, Weights weights, SearchSpace space) {
        WeightShapes.of(space).forEach((name, shape) -> {
            if (!weights.has(name)) {
                throw new InvalidFileException(file, "lacks the tensor '" + name + "' that " + SPACE + " asks for");
            }
            if (!weights.get(name).shape().equals(shape)) {
                throw new InvalidFileException(
                        file,
                        "holds a tensor '" + name + "' of shape "
                                + weights.get(name).shape() + ", " + SPACE + " asks for " + shape);
            }
        });
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

    /** The accuracy predictor, if it has one. */
    public Optional<Path> predictorFile() {
        return Optional.of(PREDICTOR).filter(manifest.files()::containsKey).map(folder::resolve);
    }

    /** The same with one more resolution, for an architecture that is asked for by name and not searched. */
    public Supernet including(int resolution) {
        return new Supernet(folder, manifest, space.including(resolution), weights, calibration, validation);
    }

    /** The means to run its subnets. */
    public SubnetEvaluation evaluation(TorchEngine engine) {
        Preprocessing preprocessing = manifest.preprocessing();
        return calibration
                .map(images -> new SubnetEvaluation(engine, space, weights, preprocessing, images))
                .orElseGet(() -> new SubnetEvaluation(engine, space, weights, preprocessing));
    }
}
