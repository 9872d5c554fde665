package dev.specialize.predictor;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ridges as JSON, bound to the very space that they were fitted on.
 *
 * @param format {@value PredictorModel#FORMAT}
 * @param kind {@value #KIND}
 * @param space name of the space that it was fitted on
 * @param spaceSha256 of that space's JSON
 * @param closest what cross-validation chose
 * @param additive what it chose among those that add up over blocks
 * @param mean of the fitted accuracies, a fraction
 * @param scale of the fitted accuracies, a fraction
 * @param deviation of the process, a fraction: with the ridge and the fitted architectures it gives the variance of every
 *     prediction
 * @param fitted the architectures, in the words of {@link Architecture#toString}, with what they reached and their weights
 */
record RidgeFile(
        String format,
        String kind,
        String space,
        String spaceSha256,
        PredictorQuality heldOut,
        Ridge closest,
        Ridge additive,
        double mean,
        double scale,
        double deviation,
        List<Weighted> fitted) {
    static final String KIND = "ridge";

    /**
     * One pair.
     *
     * @param weight in the closest ridge
     * @param additiveWeight in the additive one
     */
    record Weighted(String architecture, double accuracy, double weight, double additiveWeight) {
        Weighted {
            if (!(accuracy >= 0 && accuracy <= 1)) {
                throw new IllegalArgumentException("accuracy must be 0 to 1, got " + accuracy);
            }
            if (!Double.isFinite(weight) || !Double.isFinite(additiveWeight)) {
                throw new IllegalArgumentException("weights must be finite, got " + weight + " and " + additiveWeight);
            }
        }
    }

    RidgeFile {
        if (!format.equals(PredictorModel.FORMAT) || !kind.equals(KIND)) {
            throw new IllegalArgumentException("format must be " + PredictorModel.FORMAT + " and kind " + KIND
                    + ", got " + format + " and " + kind);
        }
        if (!additive.kernel().addsUp()) {
            throw new IllegalArgumentException("additive must have a linear kernel, got " + additive.kernel());
        }
        fitted = List.copyOf(fitted);
        if (fitted.isEmpty()) {
            throw new IllegalArgumentException("fitted must not be empty");
        }
    }

    /** @param fit to own observations only */
    static RidgeFile of(SearchSpace space, RidgeFit fit, PredictorQuality heldOut) {
        RidgePredictor closest = fit.predictor().closest();
        RidgePredictor additive = fit.predictor().additive();
        List<Genome> genomes = fit.observations().genomes();
        if (genomes.size() != fit.observations().own()) {
            throw new IllegalArgumentException("a predictor that learnt from other images is not for a file");
        }
        return new RidgeFile(
                PredictorModel.FORMAT,
                KIND,
                space.name(),
                sha256(space),
                heldOut,
                closest.ridge(),
                additive.ridge(),
                closest.targets().mean(),
                closest.targets().scale(),
                fit.deviation(),
                IntStream.range(0, genomes.size())
                        .mapToObj(i -> new Weighted(
                                fit.codec().decode(genomes.get(i)).toString(),
                                fit.observations().accuracies()[i],
                                closest.weight(i),
                                additive.weight(i)))
                        .toList());
    }

    /** @throws InvalidFileException if it was fitted on another space or names architectures outside of it */
    RidgeFit fit(SearchSpace expected, Path file) {
        String expectedSha256 = sha256(expected);
        if (!space.equals(expected.name()) || !spaceSha256.equals(expectedSha256)) {
            throw new InvalidFileException(
                    file,
                    "is a predictor for " + named(space, spaceSha256) + ", not for "
                            + named(expected.name(), expectedSha256) + ". Maybe fit one for this space.");
        }
        try {
            return fit(new GenomeCodec(expected));
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(file, e.getMessage(), e);
        }
    }

    private RidgeFit fit(GenomeCodec codec) {
        List<Genome> genomes = fitted.stream()
                .map(w -> codec.encodeChecked(Architecture.parse(w.architecture())))
                .toList();
        Targets targets = new Targets(mean, scale);
        double[] weights = fitted.stream().mapToDouble(Weighted::weight).toArray();
        double[] additiveWeights =
                fitted.stream().mapToDouble(Weighted::additiveWeight).toArray();
        double[] accuracies = fitted.stream().mapToDouble(Weighted::accuracy).toArray();
        return new RidgeFit(
                codec,
                new TwofoldPredictor(
                        new RidgePredictor(codec, closest, targets, genomes, weights),
                        new RidgePredictor(codec, additive, targets, genomes, additiveWeights)),
                Observations.of(genomes, accuracies),
                deviation);
    }

    private static String named(String name, String sha256) {
        return name + " (space sha256 " + sha256 + ")";
    }

    private static String sha256(SearchSpace space) {
        return Sha256.of(JsonFile.text(space));
    }
}
