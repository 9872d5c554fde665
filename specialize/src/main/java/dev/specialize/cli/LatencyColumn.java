package dev.specialize.cli;

import dev.specialize.latency.LatencyUnit;
import dev.specialize.latency.MeasuredNetworks;
import dev.specialize.space.SearchSpace;
import dev.specialize.survey.ArchitectureCsv;
import dev.specialize.survey.RowRange;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Networks in a CSV file and the times of one device, as the user named them.
 *
 * @param rows null for all
 * @param unit null for milliseconds, which are checked
 */
record LatencyColumn(Path file, String name, String rows, String unit) {
    /** @param notes told what speaks against the unit that the user named */
    MeasuredNetworks read(SearchSpace space, int batch, Consumer<String> notes) {
        ArchitectureCsv all = ArchitectureCsv.read(file, space);
        ArchitectureCsv some = rows == null ? all : all.rows(RowRange.parse(rows));
        if (unit == null) {
            return MeasuredNetworks.of(some, space, name, batch);
        }
        LatencyUnit named = LatencyUnit.parse(unit);
        MeasuredNetworks measured = MeasuredNetworks.of(some, space, name, batch, named);
        measured.doubt(name, named).ifPresent(doubt -> notes.accept(file + ": " + doubt));
        return measured;
    }
}
