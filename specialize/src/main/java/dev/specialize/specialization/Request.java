package dev.specialize.specialization;

import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchSettings;
import dev.specialize.supernet.Supernet;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param limits to be kept, one of them for the latency on the device
 * @param search how to search, its seed included
 * @param evaluations subnets to evaluate on real images while searching; empty: some if that tells more than the predictor
 * @param ranking what subnets are ranked by
 * @param command the options of the command line that asked, for the record; empty if none did
 */
public record Request(
        Limits limits, SearchSettings search, Optional<Integer> evaluations, Ranking ranking, List<String> command) {
    public Request {
        if (limits.latency().isEmpty()) {
            throw new IllegalArgumentException("a request needs a latency budget");
        }
        evaluations.ifPresent(n -> {
            if (n < 0) {
                throw new IllegalArgumentException("evaluations must be at least 0, got " + n);
            }
        });
        command = List.copyOf(command);
    }

    public Request(Limits limits, SearchSettings search) {
        this(limits, search, Optional.empty(), Ranking.ACCURACY, List.of());
    }

    /** The most accurate within a latency budget, searched for as usual. */
    public static Request within(LatencyBudget budget) {
        return new Request(Limits.NONE.withLatency(budget), SearchSettings.ofSeed(0));
    }

    /** The same, with so many subnets to evaluate. */
    public Request withEvaluations(int newEvaluations) {
        return new Request(limits, search, Optional.of(newEvaluations), ranking, command);
    }

    public Request withRanking(Ranking newRanking) {
        return new Request(limits, search, evaluations, newRanking, command);
    }

    public Request withCommand(List<String> newCommand) {
        return new Request(limits, search, evaluations, ranking, newCommand);
    }

    /**
     * Checks that evaluations, if any are asked for, can be made and tell the predictor something.
     *
     * @throws IllegalArgumentException if the predictor does not learn, or the supernet has no images to evaluate on
     */
    public void requireEvaluable(Supernet supernet, PredictorModel predictor) {
        if (evaluations.orElse(0) == 0) {
            return;
        }
        predictor.requireLearning();
        if (ValidationHalves.of(supernet).isEmpty()) {
            throw new IllegalArgumentException(
                    "Subnets of " + supernet.manifest().name()
                            + " cannot be evaluated: it has no validation images. Maybe leave out --evaluate, or import it with"
                            + " --images.");
        }
    }

    /** The same, answered with so many subnets. */
    Request withFinalists(int finalists) {
        return new Request(limits, search.withFinalists(finalists), evaluations, ranking, command);
    }

    /** Of one inference on the device. */
    public LatencyBudget latency() {
        return limits.latency().orElseThrow();
    }
}
