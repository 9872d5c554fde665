package dev.specialize.predictor;

import dev.specialize.genome.GenomeCodec;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chooses kernel and ridge by the squared error in five-fold cross-validation. */
final class CrossValidation {
    private static final int FOLDS = 5;
    /** The cost grows with the cube; the best setting hardly moves beyond this many pairs. */
    private static final int MOST_PAIRS = 500;

    private static final List<Double> RIDGES = List.of(0.003, 0.01, 0.03, 0.1, 0.3, 1.0);
    private static final List<Double> LINEAR_RIDGES = List.of(0.1, 0.3, 1.0, 3.0, 10.0, 30.0);
    private static final List<Double> GAMMAS = List.of(0.003, 0.01, 0.03, 0.1);

    private final GenomeCodec codec;
    private final Samples samples;

    /** @param samples in random order */
    CrossValidation(GenomeCodec codec, Samples samples) {
        this.codec = codec;
        this.samples = samples.range(0, Math.min(MOST_PAIRS, samples.size()));
    }

    Ridge best(FitChoice choice) {
        Stream<Ridge> linear = LINEAR_RIDGES.stream().map(r -> new Ridge(Kernel.linear(), r));
        if (choice == FitChoice.ADDITIVE) {
            return bestOf(linear.toList());
        }
        Stream<Ridge> rbf = GAMMAS.stream().flatMap(g -> RIDGES.stream().map(r -> new Ridge(Kernel.rbf(g), r)));
        return bestOf(Stream.concat(linear, rbf).toList());
    }

    Ridge bestOf(List<Ridge> settings) {
        List<Double> errors = settings.stream().map(this::meanSquaredError).toList();
        return IntStream.range(0, settings.size())
                .boxed()
                .min(Comparator.comparingDouble(errors::get))
                .map(settings::get)
                .orElseThrow();
    }

    double meanSquaredError(Ridge setting) {
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int from = samples.size() * fold / FOLDS;
            int to = samples.size() * (fold + 1) / FOLDS;
            Samples rest = samples.without(from, to);
            RidgePredictor predictor = setting.fit(codec, rest.genomes(), rest.accuracies());
            Samples part = samples.range(from, to);
            double[] predicted =
                    part.genomes().stream().mapToDouble(predictor.score()::of).toArray();
            sum += PredictorQuality.meanSquaredError(predicted, part.accuracies()) * part.size();
        }
        return sum / samples.size();
    }
}
