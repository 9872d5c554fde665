package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * The search for the most accurate subnet of a space that keeps every budget: evolution, then local search from the best.
 *
 * <p>Reads no file, prints nothing, and finds the same for the same seed.
 */
public final class Search {
    /** Share of choices that a restart draws anew: fewer lead back to the same summit. */
    private static final double KICK = 0.3;

    private final GenomeCodec codec;
    private final AccuracyPredictor predictor;
    private final SearchSettings settings;
    private final LongSupplier nanoTime;

    public Search(SearchSpace space, AccuracyPredictor predictor, SearchSettings settings) {
        this(space, predictor, settings, System::nanoTime);
    }

    /** @param nanoTime a clock such as {@link System#nanoTime}, for the result's duration only */
    public Search(SearchSpace space, AccuracyPredictor predictor, SearchSettings settings, LongSupplier nanoTime) {
        this.codec = new GenomeCodec(space);
        this.predictor = predictor;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /**
     * @param constraints all to be kept; none is allowed
     * @throws InfeasibleException if no subnet keeps them, found at once; the message names the way out
     * @throws IllegalArgumentException if a constraint is over another space
     */
    public SearchResult under(List<Constraint> constraints) {
        constraints.forEach(this::requireThisSpace);
        long start = nanoTime.getAsLong();
        Problem problem = new Problem(codec, predictor.score(codec), constraints);
        SplittableRandom random = new SplittableRandom(settings.seed());
        Archive archive = searched(problem, random.split());
        RandomSearch randomSearch = new RandomSearch(problem, random.split());
        Optional<Scored> randomBest = randomSearch.best(archive.evaluations());
        return new SearchResult(
                archive.best().stream()
                        .limit(settings.finalists())
                        .map(s -> candidate(s, constraints))
                        .toList(),
                archive.evaluations(),
                Duration.ofNanos(nanoTime.getAsLong() - start),
                new RandomBaseline(
                        randomSearch.draws(), randomSearch.feasible(), randomBest.map(s -> candidate(s, constraints))));
    }

    private void requireThisSpace(Constraint constraint) {
        if (!constraint.cost().space().equals(codec.space())) {
            throw new IllegalArgumentException("The " + constraint.resource() + " cost is over the space "
                    + constraint.cost().space().name() + ", the search over "
                    + codec.space().name() + ".");
        }
    }

    private Archive searched(Problem problem, SplittableRandom random) {
        Genome anchor = problem.anchor();
        Archive archive =
                new Archive(problem, settings.evaluations(), Math.max(settings.finalists(), settings.starts()));
        Repair repair = new Repair(problem, anchor, random);
        Evolution evolution = new Evolution(problem, settings, archive, repair, random);
        evolution.run(anchor);
        LocalSearch localSearch = new LocalSearch(problem, archive);
        archive.best().stream().limit(settings.starts()).forEach(localSearch::climb);
        for (int i = 0; i < settings.restarts() && !archive.exhausted(); i++) {
            // Mutants of the best refine it, fresh draws leave the hill that evolution has settled on.
            Genome start =
                    i % 2 == 0 ? evolution.mutant(archive.best().get(0).genome(), KICK) : evolution.drawn(anchor);
            localSearch.climb(archive.scored(repair.repaired(start)));
        }
        return archive;
    }

    private Candidate candidate(Scored scored, List<Constraint> constraints) {
        List<ConstraintUse> uses = constraints.stream()
                .map(c -> {
                    double predicted = c.cost().of(scored.genome());
                    return new ConstraintUse(c.resource(), predicted, c.withMargin(predicted), c.limit());
                })
                .toList();
        Architecture architecture = codec.decode(scored.genome());
        return new Candidate(architecture, predictor.accuracy(architecture), uses);
    }
}
