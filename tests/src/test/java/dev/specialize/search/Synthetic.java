package dev.specialize.search;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.SplittableRandom;

/** Costs and scores that are made up, some like real ones, some without any sense. */
final class Synthetic {
    private Synthetic() {}

    /** Costs without sense, some below nothing, whole numbers if the seed is even; all in all above 0. */
    static AdditiveCost arbitraryCost(SearchSpace space, long seed) {
        return AdditiveCost.of(
                space,
                (resolution, layer) -> {
                    double cost = 30 * quirk(seed, resolution + layer.key()) - 5;
                    return seed % 2 == 0 ? Math.rint(cost) : cost;
                },
                resolution -> 300 + resolution % 5);
    }

    /** A predictor without sense whose score adds up, with something for empty places too. */
    static AccuracyPredictor additive(SearchSpace space, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GenomeCodec codec = new GenomeCodec(space);
        double[][] byPosition = new double[codec.length()][];
        for (int p = 0; p < byPosition.length; p++) {
            byPosition[p] = random.doubles(codec.values(p), -0.01, 0.02).toArray();
        }
        return new Additive(codec, new AdditiveScore(0.3, byPosition));
    }

    private record Additive(GenomeCodec codec, AdditiveScore score) implements AccuracyPredictor {
        @Override
        public double accuracy(Architecture architecture) {
            return score.of(codec.encodeChecked(architecture));
        }

        @Override
        public GenomeScore score(GenomeCodec searched) {
            return score;
        }
    }

    /** Multiply-accumulates, each kind of layer dearer or cheaper by up to a half: no two costs agree on what is dear. */
    static AdditiveCost cost(SearchSpace space, long seed) {
        return AdditiveCost.of(
                space,
                (resolution, layer) -> (double) layer.cost().macs() * (0.5 + quirk(seed, layer.key())),
                resolution -> 1000.0 * resolution);
    }

    /** A constant in [0, 1) for each name. */
    private static double quirk(long seed, String name) {
        return new SplittableRandom(31 * seed + name.hashCode()).nextDouble();
    }

    static Constraint constraint(AdditiveCost cost, double limit) {
        return new Constraint(Resource.LATENCY, cost, limit, 0, "on paper");
    }

    /** The limit that lies the given share of the way from the least to the largest architecture's cost. */
    static double limit(AdditiveCost cost, double share) {
        double least = cost.minimum();
        return least + share * (cost.of(cost.space().largest()) - least);
    }
}
