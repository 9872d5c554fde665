package dev.specialize.search;

/**
 * How long and how widely a search looks.
 *
 * @param seed of everything random: equal seeds find equal subnets
 * @param evaluations distinct architectures to predict, after which the search ends; random search gets as many
 * @param population architectures of one generation, at least 4
 * @param generations of the evolution, at least 1
 * @param parentShare of a generation that survives and breeds, in (0, 1]
 * @param mutationProbability with which a mutant draws each of its choices anew, in (0, 1]
 * @param starts the best architectures of the evolution that local search sets out from, at least 1
 * @param restarts further local searches, from mutants of the best
 * @param finalists the most architectures to return, at least 1
 */
public record SearchSettings(
        long seed,
        int evaluations,
        int population,
        int generations,
        double parentShare,
        double mutationProbability,
        int starts,
        int restarts,
        int finalists) {
    public SearchSettings {
        require(evaluations >= 1, "evaluations", evaluations);
        require(population >= 4, "population", population);
        require(generations >= 1, "generations", generations);
        require(parentShare > 0 && parentShare <= 1, "parentShare", parentShare);
        require(mutationProbability > 0 && mutationProbability <= 1, "mutationProbability", mutationProbability);
        require(starts >= 1, "starts", starts);
        require(restarts >= 0, "restarts", restarts);
        require(finalists >= 1, "finalists", finalists);
    }

    /** What finds the optimum of spaces that can be enumerated and takes well under a second. */
    public static SearchSettings ofSeed(long seed) {
        return new SearchSettings(seed, 30_000, 100, 40, 0.25, 0.1, 5, 100, 10);
    }

    public SearchSettings withEvaluations(int newEvaluations) {
        return new SearchSettings(
                seed,
                newEvaluations,
                population,
                generations,
                parentShare,
                mutationProbability,
                starts,
                restarts,
                finalists);
    }

    public SearchSettings withFinalists(int newFinalists) {
        return new SearchSettings(
                seed,
                evaluations,
                population,
                generations,
                parentShare,
                mutationProbability,
                starts,
                restarts,
                newFinalists);
    }

    private static void require(boolean holds, String field, double value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is out of range: " + value);
        }
    }
}
