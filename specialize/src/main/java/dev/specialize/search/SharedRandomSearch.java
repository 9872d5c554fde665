package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Random search for many budgets at once: the same architectures, each drawn uniformly, stand against all of them. */
public final class SharedRandomSearch {
    private final GenomeCodec codec;
    private final List<Scored> drawn;
    private final int draws;

    /**
     * Draws and scores.
     *
     * @param draws how many, repetitions included
     */
    public SharedRandomSearch(SearchSpace space, AccuracyPredictor predictor, int draws, long seed) {
        this.codec = new GenomeCodec(space);
        this.draws = draws;
        Scores scores = new Scores(predictor.score(codec));
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        SplittableRandom random = new SplittableRandom(seed);
        Set<Genome> seen = new HashSet<>();
        this.drawn = Stream.generate(() -> codec.encode(sampler.mutate(space.smallest(), 1, random)))
                .limit(draws)
                .filter(seen::add)
                .map(scores::of)
                .sorted()
                .toList();
    }

    /** What it found for one budget. */
    public RandomBaseline under(Constraint budget) {
        AdditiveBound bound = budget.bound();
        List<Scored> feasible =
                drawn.stream().filter(scored -> bound.allows(scored.genome())).toList();
        Optional<Candidate> best = feasible.stream().findFirst().map(scored -> candidate(scored, budget));
        return new RandomBaseline(draws, feasible.size(), best);
    }

    private Candidate candidate(Scored scored, Constraint budget) {
        double predicted = budget.cost().of(scored.genome());
        ConstraintUse use =
                new ConstraintUse(budget.resource(), predicted, budget.withMargin(predicted), budget.limit());
        return new Candidate(codec.decode(scored.genome()), scored.accuracy(), List.of(use));
    }
}
