package dev.specialize.cli;

import dev.specialize.specialization.ModelFolder;
import dev.specialize.specialization.Request;
import dev.specialize.specialization.RunKey;
import dev.specialize.specialization.SpecializationManifest;
import java.util.List;
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
     * @param keys that the run would have, one of them
     * @param enough whether a model that has such a key may stay
     */
    Order comparedWith(Function<Request, List<RunKey>> keys, Predicate<SpecializationManifest> enough) {
        Optional<SpecializationManifest> same = keys.apply(request).stream()
                .flatMap(key -> folder.upToDate(key).stream())
                .findFirst();
        return new Order(request, folder, same.filter(enough));
    }
}
