package dev.specialize.fleet;

import dev.specialize.search.SearchSettings;
import java.util.Optional;

/**
 * How a fleet is served.
 *
 * @param search whose evaluations are those of one budget
 * @param models for all entries together, at most; empty: each entry gets its best
 * @param evaluate candidates to evaluate on images, the most promising first; the predictor learns from them
 */
public record FleetSettings(SearchSettings search, Optional<Integer> models, int evaluate) {
    public FleetSettings {
        models.ifPresent(k -> {
            if (k < 1) {
                throw new IllegalArgumentException("models must be at least 1, got " + k);
            }
        });
        if (evaluate < 0) {
            throw new IllegalArgumentException("evaluate must be at least 0, got " + evaluate);
        }
    }
}
