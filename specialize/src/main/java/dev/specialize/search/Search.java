package dev.specialize.search;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * The search for the most accurate subnet of a space that keeps every budget: {@link GuidedSearch}, which sets out from
 * the optimum of the predictor's additive score where it has one beside its own; and where the predictor itself adds up
 * over blocks an {@link ExactSearch} after it, which proves the answer.
 *
 * <p>Reads no file, prints nothing, and finds the same for the same seed unless a time limit ends it.
 */
public final class Search {
    private final GenomeCodec codec;
    private final AccuracyPredictor predictor;
    private final SearchSettings settings;
    private final LongSupplier nanoTime;

    public Search(SearchSpace space, AccuracyPredictor predictor, SearchSettings settings) {
        this(space, predictor, settings, System::nanoTime);
    }

    /** @param nanoTime a clock such as {@link System#nanoTime}, for the time limit and the result's duration */
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
        SearchResult found = found(constraints);
        return found.withRandom(random(constraints, found.evaluations()));
    }

    /** The same as {@link #under} without a random search beside it. */
    public SearchResult found(List<Constraint> constraints) {
        long start = nanoTime.getAsLong();
        Problem problem = problem(constraints);
        GenomeScore score = problem.score();
        Scores scores = new Scores(score);
        Archive archive = new Archive(problem, scores, settings.exhausted(scores, nanoTime), settings.finalists());
        Genome anchor = problem.anchor();
        new GuidedSearch(problem, archive, Sources.of(settings.seed()).guided()).run(anchor, starts(problem, anchor));
        Optional<Optimality> optimality = score instanceof AdditiveScore additive && !constraints.isEmpty()
                ? Optional.of(proven(problem, additive, archive))
                : Optional.empty();
        return new SearchResult(
                archive.best().stream().map(s -> candidate(s, constraints)).toList(),
                archive.evaluations(),
                Duration.ofNanos(nanoTime.getAsLong() - start),
                optimality,
                RandomBaseline.NONE);
    }

    /**
     * What random search finds, in no more memory than a search has.
     *
     * @param evaluations distinct architectures to predict, at most
     * @throws IllegalArgumentException if a constraint is over another space
     */
    public RandomBaseline random(List<Constraint> constraints, int evaluations) {
        RandomSearch search = new RandomSearch(
                problem(constraints), Sources.of(settings.seed()).random());
        int most = settings.isTimed() ? Math.min(evaluations, settings.evaluations()) : evaluations;
        Optional<Scored> best = search.best(most);
        return new RandomBaseline(search.draws(), search.feasible(), best.map(s -> candidate(s, constraints)));
    }

    /** Both from one seed: what one draws changes nothing for the other. */
    private record Sources(SplittableRandom guided, SplittableRandom random) {
        private static Sources of(long seed) {
            SplittableRandom source = new SplittableRandom(seed);
            return new Sources(source.split(), source.split());
        }
    }

    private Problem problem(List<Constraint> constraints) {
        constraints.forEach(constraint -> constraint.cost().requireSpace(codec.space(), constraint.resource()));
        return new Problem(codec, predictor.score(codec), constraints);
    }

    /**
     * The optima of the additive score under each bound alone that keep the others too. Where the score itself adds up,
     * the proof finds them later.
     */
    private List<Genome> starts(Problem problem, Genome anchor) {
        Optional<AdditiveScore> additive =
                problem.score() instanceof AdditiveScore ? Optional.empty() : predictor.additiveScore(codec);
        return additive.stream()
                .flatMap(score -> problem.bounds().stream()
                        .flatMap(bound -> new ExactSearch(score, bound, problem::allows)
                                .run(new Scored(anchor, score.of(anchor))).best().stream()))
                .map(Scored::genome)
                .distinct()
                .toList();
    }

    /** Each bound alone bounds the score; where one's optimum keeps the others too, it is the optimum of all. */
    private static Optimality proven(Problem problem, AdditiveScore score, Archive archive) {
        double bound = Double.POSITIVE_INFINITY;
        for (AdditiveBound one : problem.bounds()) {
            ExactSearch.Outcome outcome = new ExactSearch(score, one, problem::allows)
                    .run(archive.best().get(0));
            outcome.best().map(Scored::genome).ifPresent(archive::scored);
            bound = Math.min(bound, outcome.bound());
        }
        double best = archive.best().get(0).score();
        return new Optimality(Scored.accuracy(bound), Math.max(0, bound - best));
    }

    private Candidate candidate(Scored scored, List<Constraint> constraints) {
        List<ConstraintUse> uses =
                constraints.stream().map(c -> use(c, scored.genome())).toList();
        Architecture architecture = codec.decode(scored.genome());
        return new Candidate(architecture, scored.accuracy(), uses);
    }

    private static ConstraintUse use(Constraint constraint, Genome genome) {
        double predicted = constraint.cost().of(genome);
        return new ConstraintUse(
                constraint.resource(), predicted, constraint.withMargin(predicted), constraint.limit());
    }
}
