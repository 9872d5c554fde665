package dev.specialize.survey;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.Architecture;
import dev.specialize.space.ReferenceForm;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A file whose first line names its columns, and each other line tells of one architecture. The column {@code arch},
 * {@code arch_json} or {@code architecture} holds it: as {@link Architecture#toString} writes it or as the JSON of {@link
 * ReferenceForm}. The other columns hold numbers.
 */
public final class ArchitectureCsv {
    private static final Set<String> ARCHITECTURE = Set.of("arch", "arch_json", "architecture");

    private final Path file;
    private final CsvRow header;
    private final List<CsvRow> rows;
    private final List<Architecture> architectures;

    private ArchitectureCsv(Path file, CsvRow header, List<CsvRow> rows, List<Architecture> architectures) {
        this.file = file;
        this.header = header;
        this.rows = rows;
        this.architectures = architectures;
    }

    /**
     * One number of one architecture.
     *
     * @param place in the file, as messages start with it
     * @param text as it is written
     */
    public record Value(Path place, Architecture architecture, double value, String text) {}

    /** @throws InvalidFileException if the file is missing or is not that; the message names the line */
    public static ArchitectureCsv read(Path file, SearchSpace space) {
        List<CsvRow> rows = CsvRow.parse(JsonFile.readText(file), file);
        if (rows.size() < 2) {
            throw new InvalidFileException(file, "holds no pairs: expected a line of column names, then one for each");
        }
        CsvRow header = rows.get(0);
        int column = index(header, ARCHITECTURE, file);
        List<Architecture> architectures = new ArrayList<>();
        for (CsvRow row : rows.subList(1, rows.size())) {
            Path place = CsvRow.place(file, row.line());
            if (row.fields().size() != header.fields().size()) {
                throw new InvalidFileException(
                        place,
                        "has " + row.fields().size() + " fields, its columns are "
                                + header.fields().size() + ". Maybe put the architecture in quotes.");
            }
            architectures.add(architecture(row.fields().get(column), place, space));
        }
        return new ArchitectureCsv(file, header, rows.subList(1, rows.size()), architectures);
    }

    /** Number of architectures, repetitions included. */
    public int size() {
        return rows.size();
    }

    /** The file that it was read from. */
    public Path file() {
        return file;
    }

    /**
     * Some of its rows only; what is in the columns of others does not matter.
     *
     * @throws InvalidFileException if it has fewer
     */
    public ArchitectureCsv rows(RowRange range) {
        if (range.last() > size()) {
            throw new InvalidFileException(file, "has " + size() + " rows, asked for " + range);
        }
        return new ArchitectureCsv(
                file,
                header,
                rows.subList(range.first() - 1, range.last()),
                architectures.subList(range.first() - 1, range.last()));
    }

    /**
     * The numbers of the one column that has one of some names, in the file's order.
     *
     * @param names in lower case
     * @throws InvalidFileException if there is no such column, or more than one, or something in it is not a number
     */
    public List<Value> column(Set<String> names) {
        int column = index(header, names, file);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> value(rows.get(i), architectures.get(i), column))
                .toList();
    }

    private Value value(CsvRow row, Architecture architecture, int column) {
        Path place = CsvRow.place(file, row.line());
        String text = row.fields().get(column).strip();
        try {
            return new Value(place, architecture, Double.parseDouble(text), text);
        } catch (NumberFormatException e) {
            String name = header.fields().get(column).strip().toLowerCase(Locale.ROOT);
            throw new InvalidFileException(place, name + " must be a number, got '" + text + "'", e);
        }
    }

    private static int index(CsvRow header, Set<String> names, Path file) {
        List<String> columns = header.fields().stream()
                .map(c -> c.strip().toLowerCase(Locale.ROOT))
                .toList();
        int[] found = IntStream.range(0, columns.size())
                .filter(i -> names.contains(columns.get(i)))
                .toArray();
        if (found.length != 1) {
            throw new InvalidFileException(
                    CsvRow.place(file, header.line()),
                    "must name one column "
                            + String.join(" or ", names.stream().sorted().toList()) + ", there are " + found.length
                            + ". Its columns are " + String.join(", ", columns));
        }
        return found[0];
    }

    private static Architecture architecture(String text, Path place, SearchSpace space) {
        try {
            Architecture architecture = text.strip().startsWith("{")
                    ? new ReferenceForm(JsonFile.parse(text, place, Map.class)).in(space)
                    : Architecture.parse(text.strip());
            space.requireContains(architecture);
            return architecture;
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(place, e.getMessage(), e);
        }
    }
}
