package dev.specialize.predictor;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A ridge as JSON, bound to the very space that it was fitted on.
 *
 * @param format {@value PredictorModel#FORMAT}
 * @param kind {@value #KIND}
 * @param space name of the space that it was fitted on
 * @param spaceSha256 of that space's JSON
 * @param mean of the fitted accuracies, a fraction
 * @param scale of the fitted accuracies, a fraction
 * @param fitted the architectures, in the words of {@link Architecture#toString}, with their weights
 */
record RidgeFile(
        String format,
        String kind,
        String space,
        String spaceSha256,
        PredictorQuality heldOut,
        Kernel kernel,
        double ridge,
        double mean,
        double scale,
        List<Weighted> fitted) {
    static final String KIND = "ridge";

    record Weighted(String architecture, double weight) {
        Weighted {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException("weight must be finite, got " + weight);
            }
        }
    }

    RidgeFile {
        if (!format.equals(PredictorModel.FORMAT) || !kind.equals(KIND)) {
            throw new IllegalArgumentException("format must be " + PredictorModel.FORMAT + " and kind " + KIND
                    + ", got " + format + " and " + kind);
        }
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean must be finite, got " + mean);
        }
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("scale must be above 0, got " + scale);
        }
        fitted = List.copyOf(fitted);
        if (fitted.isEmpty()) {
            throw new IllegalArgumentException("fitted must not be empty");
        }
    }

    static RidgeFile of(SearchSpace space, RidgePredictor predictor, PredictorQuality heldOut) {
        GenomeCodec codec = new GenomeCodec(space);
        List<Weighted> fitted = IntStream.range(0, predictor.genomes().size())
                .mapToObj(i ->
                        new Weighted(codec.decode(predictor.genomes().get(i)).toString(), predictor.weight(i)))
                .toList();
        return new RidgeFile(
                PredictorModel.FORMAT,
                KIND,
                space.name(),
                sha256(space),
                heldOut,
                predictor.ridge().kernel(),
                predictor.ridge().ridge(),
                predictor.mean(),
                predictor.scale(),
                fitted);
    }

    /** @throws InvalidFileException if it was fitted on another space or names architectures outside of it */
    RidgePredictor predictor(SearchSpace expected, Path file) {
        String expectedSha256 = sha256(expected);
        if (!space.equals(expected.name()) || !spaceSha256.equals(expectedSha256)) {
            throw new InvalidFileException(
                    file,
                    "is a predictor for " + named(space, spaceSha256) + ", not for "
                            + named(expected.name(), expectedSha256) + ". Maybe fit one for this space.");
        }
        GenomeCodec codec = new GenomeCodec(expected);
        try {
            return new RidgePredictor(
                    codec,
                    new Ridge(kernel, ridge),
                    mean,
                    scale,
                    fitted.stream()
                            .map(w -> codec.encodeChecked(Architecture.parse(w.architecture())))
                            .toList(),
                    fitted.stream().mapToDouble(Weighted::weight).toArray());
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(file, e.getMessage(), e);
        }
    }

    private static String named(String name, String sha256) {
        return name + " (space sha256 " + sha256 + ")";
    }

    private static String sha256(SearchSpace space) {
        return Sha256.of(JsonFile.text(space));
    }
}
