package dev.specialize.predictor;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An accuracy predictor with what is known of it, as files keep it. */
public sealed interface PredictorModel permits RidgeModel, MlpModel, AngleModel {
    String FORMAT = "accuracy-predictor/3";

    /**
     * @param file the JSON; the weights of a perceptron lie beside it, see {@link #write}
     * @throws InvalidFileException if a file is missing, damaged, not a predictor, or one for another space
     */
    static PredictorModel read(Path file, SearchSpace space) {
        String json = JsonFile.readText(file);
        Map<?, ?> fields = JsonFile.parse(json, file, Map.class);
        if (!FORMAT.equals(fields.get("format"))) {
            throw new InvalidFileException(
                    file,
                    "format must be " + FORMAT + ", got " + fields.get("format")
                            + ". Maybe it is of another version: fit or import it again");
        }
        if (RidgeFile.KIND.equals(fields.get("kind"))) {
            return RidgeModel.of(JsonFile.parse(json, file, RidgeFile.class), file, space);
        }
        if (MlpFile.KIND.equals(fields.get("kind"))) {
            return MlpModel.of(JsonFile.parse(json, file, MlpFile.class), file, space);
        }
        if (AngleFile.KIND.equals(fields.get("kind"))) {
            return AngleModel.of(JsonFile.parse(json, file, AngleFile.class), file, space);
        }
        throw new InvalidFileException(
                file,
                "kind must be " + RidgeFile.KIND + ", " + MlpFile.KIND + " or " + AngleFile.KIND + ", got "
                        + fields.get("kind"));
    }

    /**
     * Writes the JSON and, for a perceptron, its weights beside it under the same name with {@code .safetensors}.
     *
     * @throws java.io.UncheckedIOException if a file cannot be written
     */
    void write(Path file);

    AccuracyPredictor predictor();

    /** The architectures that it was fitted to, so whose accuracy it knows; empty where others fitted it. */
    List<Architecture> fitted();

    /** Whether what its predictor gives are accuracies; else they are a rank and nothing more. */
    boolean predictsAccuracy();

    /**
     * A number that its predictor gave, if that is an accuracy.
     *
     * @return empty if it is a rank
     */
    default Optional<Double> asAccuracy(double predicted) {
        return predictsAccuracy() ? Optional.of(predicted) : Optional.empty();
    }

    /** Predictions with their uncertainty; empty where others fitted it and tell none. */
    Optional<AccuracyEstimates> estimates();

    /** Whether it becomes another by {@link #learning}. */
    boolean learns();

    /** @throws IllegalArgumentException if it does not learn; the message says what to do then */
    default void requireLearning() {
        if (!learns()) {
            throw new IllegalArgumentException("This predictor cannot learn from subnets that are evaluated ("
                    + description() + "). Maybe leave out --evaluate, or fit one of your own: specialize fit");
        }
    }

    /**
     * The same, also fitted to what subnets reached on other images; itself where it does not learn. It still predicts
     * what would be measured on the images of its own pairs, and forgets what it learnt like this before.
     */
    PredictorModel learning(Evaluations evaluations);

    /** The space's resolutions that it has learned about, ascending: what it says of others means nothing. */
    List<Integer> resolutions();

    /** Measured on pairs that were held out; empty where others fitted it. */
    Optional<PredictorQuality> quality();

    /** What it is, in a few words, such as {@code rbf, gamma 0.01, ridge 0.03}. */
    String description();
}
