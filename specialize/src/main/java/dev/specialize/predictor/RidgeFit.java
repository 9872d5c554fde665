package dev.specialize.predictor;

import dev.specialize.genome.GenomeCodec;

/**
 * All that was fitted to pairs.
 *
 * @param deviation of the process that the closest predictor is the mean of, a fraction; 0 where all pairs are equal
 */
record RidgeFit(GenomeCodec codec, TwofoldPredictor predictor, Observations observations, double deviation) {
    RidgeFit {
        if (!(deviation >= 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException("deviation must be at least 0, got " + deviation);
        }
    }

    /** @param additive with a linear kernel */
    static RidgeFit of(GenomeCodec codec, Ridge closest, Ridge additive, Samples samples) {
        Observations observations = Observations.of(samples.genomes(), samples.accuracies());
        Targets targets = Targets.of(observations.accuracies());
        Posterior posterior = new Posterior(codec, closest, observations);
        RidgePredictor predictor = posterior.predictor(targets);
        double variance = posterior.leaveOneOut(targets).processVariance();
        return new RidgeFit(
                codec,
                new TwofoldPredictor(predictor, sum(codec, closest, additive, observations, predictor)),
                observations,
                targets.scale() * Math.sqrt(variance));
    }

    /** The closest itself where it adds up. */
    private static RidgePredictor sum(
            GenomeCodec codec, Ridge closest, Ridge additive, Observations observations, RidgePredictor predictor) {
        return closest.equals(additive)
                ? predictor
                : new Posterior(codec, additive, observations).predictor(predictor.targets());
    }

    AccuracyEstimates estimates() {
        RidgePredictor closest = predictor.closest();
        Posterior posterior = new Posterior(codec, closest.ridge(), observations);
        return new AccuracyEstimates(codec, closest, posterior, deviation, Math.max(1, observations.own() - 1));
    }

    /** The same of which more is known; what was learnt before from other images is forgotten. */
    RidgeFit learning(Evaluations evaluations) {
        if (deviation == 0 || evaluations.pairs().isEmpty()) {
            return this;
        }
        Observations more = observations.and(
                evaluations.pairs().stream()
                        .map(p -> codec.encodeChecked(p.architecture()))
                        .toList(),
                evaluations.pairs().stream()
                        .mapToDouble(EvaluatedArchitecture::accuracy)
                        .toArray(),
                square(evaluations.deviation() / deviation),
                square(evaluations.commonDeviation() / deviation));
        RidgePredictor closest = predictor.closest();
        RidgePredictor learnt = new Posterior(codec, closest.ridge(), more).predictor(closest.targets());
        Ridge additive = predictor.additive().ridge();
        return new RidgeFit(
                codec,
                new TwofoldPredictor(learnt, sum(codec, closest.ridge(), additive, more, learnt)),
                more,
                deviation);
    }

    private static double square(double value) {
        return value * value;
    }
}
