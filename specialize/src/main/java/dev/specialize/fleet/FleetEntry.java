package dev.specialize.fleet;

import dev.specialize.search.LatencyBudget;
import java.io.File;
import java.nio.file.Path;

/**
 * A device and a budget that want a model.
 *
 * @param device its name
 * @param share of the fleet's traffic, 0 to 1
 */
public record FleetEntry(String device, LatencyBudget budget, double share) {
    /** The sign in budgets such as 150 µs, which not every file system and shell takes well in a name. */
    private static final String MICRO = "\u00b5";

    public FleetEntry {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be 0 to 1, got " + share);
        }
    }

    /** Where its model goes, below the fleet's folder: {@code pixel/30ms}. */
    public Path folder() {
        return Path.of(device, budget.toString().replace(" ", "").replace(MICRO, "u"));
    }

    /** The same with slashes, whatever the system. */
    public String label() {
        return folder().toString().replace(File.separatorChar, '/');
    }
}
