package dev.specialize.predictor;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A perceptron that others fitted.
 *
 * @param importedFrom name of the file that it was read from
 * @param importedSha256 of that file
 */
record MlpModel(SearchSpace space, MlpPredictor predictor, String importedFrom, String importedSha256)
        implements PredictorModel {
    /** @throws InvalidFileException if the weights are missing or others, or the space's choices are others */
    static MlpModel of(MlpFile content, Path file, SearchSpace space) {
        Path weightsFile = weightsFile(file);
        Weights weights = Weights.read(weightsFile);
        if (!Sha256.of(weightsFile).equals(content.weightsSha256())) {
            throw new InvalidFileException(
                    weightsFile,
                    "is not the file that " + file.getFileName() + " was written with: its SHA-256 differs");
        }
        Perceptron perceptron;
        try {
            perceptron = new Perceptron(TensorSource.plainLayers(weights.tensors()));
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(weightsFile, e.getMessage(), e);
        }
        try {
            StageShape.requireEqual(content.stages(), StageShape.of(space));
            MlpFeatures features = new MlpFeatures(space, content.layout(), content.resolutions());
            return new MlpModel(
                    space,
                    new MlpPredictor(space, features, perceptron),
                    content.importedFrom(),
                    content.importedSha256());
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(
                    file,
                    "is a predictor for " + content.space() + " and does not serve " + space.name() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static Path weightsFile(Path file) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.json$", "") + ".safetensors");
    }

    /** The weights first, so that the JSON never names what is not there. */
    @Override
    public void write(Path file) {
        Path weightsFile = weightsFile(file);
        new Weights(TensorSource.plain(predictor.perceptron().layers())).write(weightsFile);
        MlpFeatures features = predictor.features();
        JsonFile.write(
                file,
                new MlpFile(
                        FORMAT,
                        MlpFile.KIND,
                        space.name(),
                        StageShape.of(space),
                        features.layout(),
                        features.resolutions(),
                        importedFrom,
                        importedSha256,
                        Sha256.of(weightsFile)));
    }

    @Override
    public List<Architecture> fitted() {
        return List.of();
    }

    @Override
    public Optional<AccuracyEstimates> estimates() {
        return Optional.empty();
    }

    @Override
    public boolean predictsAccuracy() {
        return true;
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public PredictorModel learning(Evaluations evaluations) {
        return this;
    }

    @Override
    public List<Integer> resolutions() {
        return space.resolutions().stream().filter(predictor.features()::knows).toList();
    }

    @Override
    public Optional<PredictorQuality> quality() {
        return Optional.empty();
    }

    /** Such as {@code perceptron 128-400-400-400-1 from acc_predictor.pth}. */
    @Override
    public String description() {
        Perceptron perceptron = predictor.perceptron();
        String sizes = Stream.concat(
                        Stream.of(perceptron.inputs()),
                        perceptron.layers().stream().map(DenseLayer::outputs))
                .map(Object::toString)
                .collect(Collectors.joining("-"));
        return "perceptron " + sizes + " from " + importedFrom;
    }
}
