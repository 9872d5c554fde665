package dev.specialize.specialization;

import dev.specialize.search.Candidate;
import dev.specialize.search.Constraint;
import dev.specialize.search.InfeasibleException;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchResult;
import dev.specialize.search.SearchSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Searches within a latency budget, again until the margin is that of the best subnet: a search adds the same to all
 * predicted latencies, and subnets need margins of their own. Good for one budget, once.
 */
final class MarginSearch {
    /** A search whose margin was too large by this part of the budget is not worth another. */
    private static final double SLACK = 0.003;

    private static final int MOST_SEARCHES = 10;
    /** So that margins rise, whatever the next best subnet is. */
    private static final double RISE = 1.02;

    /** Part of a time limit for each search that is there to find the margin: the last one is to have most of it. */
    private static final int SHORTER = 16;

    private final SubnetSearch subnets;
    private final LatencyBudget budget;
    private final List<Constraint> others;
    /** With a larger one nothing is gained. */
    private final double most;
    /** The least margin that nothing keeps all limits with, as far as was searched. */
    private double impossible = Double.POSITIVE_INFINITY;

    private Optional<InfeasibleException> problem = Optional.empty();
    private boolean raised;

    /** @param margin that the search added to predicted latencies, as a share of them */
    record Settled(SearchResult result, double margin) {}

    /** @param others all constraints but that of the latency, which every margin is searched under */
    MarginSearch(SubnetSearch subnets, LatencyBudget budget, List<Constraint> others) {
        this.subnets = subnets;
        this.budget = budget;
        this.others = others;
        most = subnets.mostMargin(budget);
    }

    /**
     * A time limit is that of all searches together, and so are the evaluations that are told.
     *
     * @throws InfeasibleException if no subnet keeps the limits
     */
    Settled settled(SearchSettings settings) {
        return settings.isTimed() ? inTime(settings) : searchedUntilSettled(settings);
    }

    /** Short searches find the margin; one with that margin has the rest of the time. */
    private Settled inTime(SearchSettings settings) {
        Duration limit = settings.timeLimit();
        Settled first = searchedUntilSettled(settings.withTimeLimit(limit.dividedBy(SHORTER)));
        Duration left = limit.minus(first.result.duration());
        if (left.isNegative() || left.isZero()) {
            return first;
        }
        SearchResult longer = found(settings.withTimeLimit(left), first.margin).after(first.result);
        List<Candidate> kept = Stream.of(longer, first.result)
                .flatMap(result -> kept(result).stream())
                .sorted(Comparator.comparingDouble(Candidate::predictedAccuracy).reversed())
                .distinct()
                .limit(settings.finalists())
                .toList();
        return new Settled(kept.isEmpty() ? longer : longer.withFinalists(kept), first.margin);
    }

    private Settled searchedUntilSettled(SearchSettings settings) {
        Settled last = first(settings);
        for (int i = 1; i < MOST_SEARCHES; i++) {
            OptionalDouble margin = better(last);
            if (margin.isEmpty()) {
                return last;
            }
            last = again(settings, last, margin.getAsDouble());
        }
        List<Candidate> kept = kept(last.result);
        if (kept.isEmpty() && problem.isPresent()) {
            throw problem.get();
        }
        return kept.isEmpty() ? last : new Settled(last.result.withFinalists(kept), last.margin);
    }

    /** Where nothing keeps all limits with the usual margin, one that needs less of it may. */
    private Settled first(SearchSettings settings) {
        double usual = Math.min(subnets.usualMargin(), most);
        try {
            return new Settled(found(settings, usual), usual);
        } catch (InfeasibleException e) {
            if (others.isEmpty()) {
                throw e;
            }
            try {
                return new Settled(found(settings, 0), 0);
            } catch (InfeasibleException without) {
                e.addSuppressed(without);
                throw e;
            }
        }
    }

    /** A margin to search with next; empty where that of the last search was about right. */
    private OptionalDouble better(Settled last) {
        double needed = subnets.relativeMargin(last.result.best().architecture());
        if (needed > last.margin && last.margin < most) {
            raised = true;
            double next = Math.min(needed * RISE, most);
            return OptionalDouble.of(next < impossible ? next : (last.margin + impossible) / 2);
        }
        return !raised && needed < last.margin - SLACK ? OptionalDouble.of(needed) : OptionalDouble.empty();
    }

    /** The last one stays where nothing keeps the other limits with that margin: a subnet in between may need less. */
    private Settled again(SearchSettings settings, Settled last, double margin) {
        try {
            return new Settled(found(settings, margin).after(last.result), margin);
        } catch (InfeasibleException e) {
            problem = Optional.of(e);
            impossible = margin;
            return last;
        }
    }

    private SearchResult found(SearchSettings settings, double margin) {
        return subnets.search(settings).found(subnets.constraints(budget, margin, others));
    }

    /** Those that keep the budget with their own margins. */
    private List<Candidate> kept(SearchResult result) {
        return result.finalists().stream()
                .filter(candidate -> subnets.keeps(candidate.architecture(), budget))
                .toList();
    }
}
