package dev.specialize.cli;

import dev.specialize.specialization.ModelFolder;
import dev.specialize.specialization.Request;
import dev.specialize.specialization.RunKey;
import dev.specialize.specialization.SpecializationManifest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One model to be made.
 *
 * @param current what is in the folder already, if that is what would be made
 */
record Order(Request request, ModelFolder folder, Optional<SpecializationManifest> current) {
    static Order of(Request request, ModelFolder folder) {
        return new Order(request, folder, Optional.empty());
    }

    /**
     * The same after a look at the folder.
     *
     * @param key of the run that would be made
     * @param enough whether a model that has the key may stay
     */
    Order comparedWith(Function<Request, RunKey> key, Predicate<SpecializationManifest> enough) {
        return new Order(request, folder, folder.upToDate(key.apply(request)).filter(enough));
    }
}
