package dev.specialize.fleet;

import dev.specialize.search.Candidate;
import dev.specialize.search.ConstraintUse;
import dev.specialize.search.SearchResult;
import java.util.List;
import java.util.Optional;

/**
 * What an entry of a fleet gets.
 *
 * @param chosen its model; empty if there is none
 * @param alone of the best model for this entry alone, what the predictor gave
 * @param problem why there is no model
 */
record Assignment(FleetEntry entry, Optional<SearchResult> chosen, Optional<Double> alone, Optional<String> problem) {
    Assignment {
        if (chosen.isPresent() == problem.isPresent()) {
            throw new IllegalArgumentException(entry.label() + " must have either a model or a problem");
        }
    }

    static Assignment of(FleetEntry entry, SearchResult chosen, double alone) {
        return new Assignment(entry, Optional.of(chosen), Optional.of(alone), Optional.empty());
    }

    /** Nothing meets the budget, or nothing is known of the device. */
    static Assignment impossible(FleetEntry entry, String problem) {
        return new Assignment(entry, Optional.empty(), Optional.empty(), Optional.of(problem));
    }

    /** A model could meet the budget, but is not among the chosen ones. */
    static Assignment unserved(FleetEntry entry, double alone, String problem) {
        return new Assignment(entry, Optional.empty(), Optional.of(alone), Optional.of(problem));
    }

    /** The model, if there is one. */
    Optional<Candidate> candidate() {
        return chosen.map(SearchResult::best);
    }

    /** What the model takes of the budget. */
    Optional<ConstraintUse> latency() {
        return candidate().map(Candidate::uses).map(List::stream).flatMap(uses -> uses.findFirst());
    }
}
