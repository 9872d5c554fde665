package dev.specialize.modelled;

import dev.specialize.devices.SourceFile;
import java.util.List;

/**
 * What the coefficients of a device were fitted to, and how well they do.
 *
 * @param tables that have the times of blocks alone
 * @param tableEntries number of times in the tables
 * @param meanEntryErrorPercent mean of |modelled / published - 1| over these
 * @param nets measured as a whole, the fastest first
 * @param expectedErrorPercent root of the mean squared relative error of networks that were held out of a fit, the
 *     rounding of their published times included: about two thirds of other networks should be within it
 */
public record ModelFit(
        List<SourceFile> tables,
        int tableEntries,
        double meanEntryErrorPercent,
        List<FittedNet> nets,
        double expectedErrorPercent) {
    public ModelFit {
        tables = List.copyOf(tables);
        Require.that(!tables.isEmpty(), "tables", "must not be empty", tables);
        Require.that(tableEntries >= 1, "tableEntries", "must be at least 1", tableEntries);
        Require.notNegative("meanEntryErrorPercent", meanEntryErrorPercent);
        nets = List.copyOf(nets);
        Require.that(!nets.isEmpty(), "nets", "must not be empty", nets);
        Require.notNegative("expectedErrorPercent", expectedErrorPercent);
    }

    /** Largest error of a network that was held out. */
    public double worstHeldOutPercent() {
        return nets.stream()
                .mapToDouble(net -> Math.abs(net.heldOutErrorPercent()))
                .max()
                .orElseThrow();
    }
}
