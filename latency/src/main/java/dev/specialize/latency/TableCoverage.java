package dev.specialize.latency;

import java.util.List;

/**
 * How much of a search space the table of one resolution has.
 *
 * @param needed different entries that the space's networks need
 * @param missing what of these the table lacks, in the table's words
 * @param unused entries of the table that no network of the space needs
 */
public record TableCoverage(int resolution, int needed, List<String> missing, int unused) {
    public TableCoverage {
        missing = List.copyOf(missing);
    }

    /** Number of needed entries that the table has. */
    public int found() {
        return needed - missing.size();
    }
}
