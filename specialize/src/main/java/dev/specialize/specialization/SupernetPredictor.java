package dev.specialize.specialization;

import dev.specialize.files.InvalidFileException;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Supernet;
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

    private static InvalidFileException missing(Path folder) {
        return new InvalidFileException(
                folder,
                "has no accuracy predictor to search by. Maybe import one:"
                        + " specialize import predictor FILE --supernet " + folder);
    }
}
