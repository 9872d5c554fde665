package dev.specialize.predictor;

import dev.specialize.genome.GenomeCodec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Chooses kernel, encoding and ridge by the squared error with every pair left out in turn, totals preferred a little. */
final class CrossValidation {
    /** The cost grows with the cube; the best setting hardly moves beyond this many pairs. */
    private static final int MOST_PAIRS = 300;

    /**
     * Of settings without totals. A search goes where few pairs are, to the edge of what a budget allows; there totals keep
     * a prediction from adding up one gain after another, which pairs elsewhere show too little of.
     */
    private static final double HANDICAP = 1.05;

    private static final List<Double> RIDGES = List.of(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0);
    private static final List<Double> LINEAR_RIDGES = List.of(0.1, 0.3, 1.0, 3.0, 10.0, 30.0);
    private static final List<Double> GAMMAS = List.of(0.005, 0.01, 0.02, 0.04);

    private final GenomeCodec codec;
    private final Observations observations;
    private final Targets targets;

    /** @param samples in random order */
    CrossValidation(GenomeCodec codec, Samples samples) {
        this.codec = codec;
        Samples some = samples.range(0, Math.min(MOST_PAIRS, samples.size()));
        this.observations = Observations.of(some.genomes(), some.accuracies());
        this.targets = Targets.of(observations.accuracies());
    }

    /** @param error in units of the targets' scale, squared, its handicap included */
    private record Judged(Ridge ridge, double error) {}

    Ridge best(FitChoice choice) {
        return best(kernels(choice).map(this::bestRidge));
    }

    private static Stream<Kernel> kernels(FitChoice choice) {
        Stream<Kernel> linear = Arrays.stream(Encoding.values())
                .filter(e -> e != Encoding.TOTALLED)
                .map(Kernel::linear);
        Stream<Kernel> radial =
                Arrays.stream(Encoding.values()).flatMap(e -> GAMMAS.stream().map(g -> Kernel.rbf(e, g)));
        return switch (choice) {
            case ADDITIVE -> linear;
            case KERNEL -> radial;
            case BEST -> Stream.concat(linear, radial);
        };
    }

    /** From the middle of the list to where either neighbour is worse: the error has one valley. */
    private Judged bestRidge(Kernel kernel) {
        List<Double> ridges = kernel.addsUp() ? LINEAR_RIDGES : RIDGES;
        int middle = ridges.size() / 2;
        Judged best = judged(new Ridge(kernel, ridges.get(middle)));
        for (int step : new int[] {-1, 1}) {
            int next = middle + step;
            boolean better = true;
            while (better && next >= 0 && next < ridges.size()) {
                Judged judged = judged(new Ridge(kernel, ridges.get(next)));
                better = judged.error < best.error;
                best = better ? judged : best;
                next += step;
            }
        }
        return best;
    }

    Ridge bestOf(List<Ridge> settings) {
        return best(settings.stream().map(this::judged));
    }

    private static Ridge best(Stream<Judged> settings) {
        return settings.min(Comparator.comparingDouble(Judged::error)).orElseThrow().ridge;
    }

    private Judged judged(Ridge setting) {
        LeaveOneOut leaveOneOut = new Posterior(codec, setting, observations).leaveOneOut(targets);
        double handicap = setting.kernel().encoding() == Encoding.TOTALLED ? 1 : HANDICAP;
        return new Judged(setting, handicap * leaveOneOut.meanSquaredError());
    }
}
