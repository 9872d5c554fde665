package dev.specialize.specialization;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.predictor.AngleModel;
import dev.specialize.predictor.FitChoice;
import dev.specialize.predictor.PredictorFit;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Supernet;
import dev.specialize.training.Recipe;
import dev.specialize.weights.InitialWeights;
import dev.specialize.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;

/** The accuracy predictor in a supernet's folder. */
public final class SupernetPredictor {
    private SupernetPredictor() {}

    /**
     * Reads it.
     *
     * @throws InvalidFileException if it is missing, damaged or of another space; the message says how to get one
     */
    public static PredictorModel read(Supernet supernet) {
        Path file = supernet.predictorFile().orElseThrow(() -> missing(supernet.folder()));
        return PredictorModel.read(file, supernet.space());
    }

    /**
     * The same without reading the rest of the supernet.
     *
     * @throws InvalidFileException as {@link #read(Supernet)} does
     */
    public static PredictorModel read(Path folder, SearchSpace space) {
        Path file = folder.resolve(Supernet.PREDICTOR);
        if (!Files.exists(file)) {
            throw missing(folder);
        }
        return PredictorModel.read(file, space);
    }

    /**
     * Fits one anew to what subnets of a trained supernet reached when it was made.
     *
     * @param seed draws the pairs to hold out
     * @throws InvalidFileException if the folder has no such pairs
     */
    public static PredictorModel fitted(Path folder, SearchSpace space, FitChoice choice, long seed) {
        Path file = folder.resolve(Supernet.PAIRS);
        if (!Files.exists(file)) {
            throw new InvalidFileException(
                    folder, "has no " + Supernet.PAIRS + " to fit to. Maybe it was imported, or is no supernet");
        }
        try {
            return PredictorFit.of(space, EvaluatedPairs.read(file).evaluated(), choice, seed);
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(file, e.getMessage(), e);
        }
    }

    /**
     * Ranks by how far weights turned in training.
     *
     * @throws InvalidFileException if the supernet was not trained here from random weights, or its channels were sorted, so
     *     that nobody knows what its weights were
     */
    public static PredictorModel byAngle(Path folder, SearchSpace space) {
        Path recipe = folder.resolve(Supernet.RECIPE);
        boolean isFromOther =
                Files.exists(folder.resolve(FinishedSupernet.INHERITANCE)) || Files.exists(folder.resolve(Tuning.FILE));
        if (!Files.exists(recipe) || isFromOther) {
            throw new InvalidFileException(
                    folder,
                    "was not trained from random weights here, so nobody knows how far its weights turned."
                            + " Maybe rank by accuracy");
        }
        Recipe followed = JsonFile.read(recipe, Recipe.class);
        if (followed.sortsChannels()) {
            throw new InvalidFileException(
                    folder,
                    "was trained by a recipe that sorts channels, so nobody knows which of its weights were which."
                            + " Maybe rank by accuracy");
        }
        Weights trained = Weights.read(folder.resolve(Supernet.WEIGHTS));
        try {
            return AngleModel.of(space, InitialWeights.of(space, followed.seed()), trained);
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(folder, e.getMessage(), e);
        }
    }

    private static InvalidFileException missing(Path folder) {
        return new InvalidFileException(
                folder,
                "has no accuracy predictor to search by. Maybe import one:"
                        + " specialize import predictor FILE --supernet " + folder);
    }
}
