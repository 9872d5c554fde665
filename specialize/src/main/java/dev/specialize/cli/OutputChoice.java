package dev.specialize.cli;

import dev.specialize.specialization.Limits;
import dev.specialize.specialization.Request;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which folder each model goes to.
 *
 * @param given by the user
 * @param usual parent where the user gives none
 * @param models how many there will be
 * @param words for what is asked for beside limits
 */
record OutputChoice(Optional<Path> given, Path usual, int models, FolderWords words) {
    Path folder(Request request) {
        String budget = CommandOptions.text(request.latency());
        return given.map(folder -> models == 1 ? folder : folder.resolve(budget))
                .orElseGet(() -> usual.resolve(words.after(budget + others(request.limits()))));
    }

    /** Where nobody chose the folder, other limits get another one. */
    private static String others(Limits limits) {
        String others = new Limits(
                        Optional.empty(), limits.macs(), limits.parameters(), limits.modelSize(), limits.memory())
                .toString();
        return others.isEmpty() ? "" : "-" + others.replace(" and ", "-").replace(" ", "-");
    }
}
