package dev.specialize.cli;

import dev.specialize.latency.LatencyUnit;
import dev.specialize.latency.MeasuredNetworks;
import dev.specialize.space.SearchSpace;
import dev.specialize.survey.ArchitectureCsv;
import dev.specialize.survey.RowRange;
import java.nio.file.Path;

/**
 * Networks in a CSV file and the times of one device, as the user named them.
 *
 * @param rows null for all
 * @param unit null for milliseconds, which are checked
 */
record LatencyColumn(Path file, String name, String rows, String unit) {
    MeasuredNetworks read(SearchSpace space, int batch) {
        ArchitectureCsv all = ArchitectureCsv.read(file, space);
        ArchitectureCsv some = rows == null ? all : all.rows(RowRange.parse(rows));
        return unit == null
                ? MeasuredNetworks.of(some, space, name, batch)
                : MeasuredNetworks.of(some, space, name, batch, LatencyUnit.parse(unit));
    }
}
