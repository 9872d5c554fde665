package dev.specialize.predictor;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Sha256;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Takes over the predictors that others published: {@link MlpPredictor#of} says in which forms. */
public final class PredictorImport {
    private PredictorImport() {}

    /**
     * @param source the file that the tensors were read from
     * @param resolutions those that it was trained on, in its order; empty where its form has its own
     * @throws InvalidFileException if the tensors are no predictor or do not fit the space
     */
    public static PredictorModel of(
            Path source, SortedMap<String, Tensor> tensors, SearchSpace space, List<Integer> resolutions) {
        try {
            return new MlpModel(
                    space,
                    MlpPredictor.of(tensors, space, resolutions),
                    source.getFileName().toString(),
                    Sha256.of(source));
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(source, e.getMessage(), e);
        }
    }
}
