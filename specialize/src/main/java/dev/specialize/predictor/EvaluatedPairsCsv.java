package dev.specialize.predictor;

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
 * What subnets reached elsewhere, from a CSV file.
 *
 * @param unit that its accuracies were taken to be in
 * @param pairs in the file's order, repetitions included
 */
public record EvaluatedPairsCsv(Unit unit, List<EvaluatedArchitecture> pairs) {
    private static final Set<String> ARCHITECTURE = Set.of("arch", "arch_json", "architecture");
    private static final Set<String> ACCURACY = Set.of("accuracy", "acc", "top1", "top-1");

    public EvaluatedPairsCsv {
        pairs = List.copyOf(pairs);
    }

    /** What accuracies are counted in. */
    public enum Unit {
        FRACTION(1),
        PERCENT(100);

        private final double whole;

        Unit(double whole) {
            this.whole = whole;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads a file whose first line names its columns. One, {@code arch}, {@code arch_json} or {@code architecture},
     * holds architectures: as {@link Architecture#toString} writes them or as the JSON of {@link ReferenceForm}. Another,
     * {@code accuracy}, {@code acc}, {@code top1} or {@code top-1}, holds accuracies: fractions if none is above 1, else
     * percentages. Others are passed over.
     *
     * @throws InvalidFileException if the file is missing or is not that; the message names the line
     */
    public static EvaluatedPairsCsv read(Path file, SearchSpace space) {
        List<CsvRow> rows = CsvRow.parse(JsonFile.readText(file), file);
        if (rows.size() < 2) {
            throw new InvalidFileException(file, "holds no pairs: expected a line of column names, then one for each");
        }
        CsvRow header = rows.get(0);
        int architectureColumn = column(header, ARCHITECTURE, file);
        int accuracyColumn = column(header, ACCURACY, file);
        List<Architecture> architectures = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        for (CsvRow row : rows.subList(1, rows.size())) {
            Path place = CsvRow.place(file, row.line());
            if (row.fields().size() != header.fields().size()) {
                throw new InvalidFileException(
                        place,
                        "has " + row.fields().size() + " fields, its columns are "
                                + header.fields().size() + ". Maybe put the architecture in quotes.");
            }
            architectures.add(architecture(row.fields().get(architectureColumn), place, space));
            accuracies.add(accuracy(row.fields().get(accuracyColumn), place));
        }
        return of(architectures, accuracies);
    }

    private static EvaluatedPairsCsv of(List<Architecture> architectures, List<Double> accuracies) {
        Unit unit = accuracies.stream().allMatch(a -> a <= 1) ? Unit.FRACTION : Unit.PERCENT;
        List<EvaluatedArchitecture> pairs = IntStream.range(0, architectures.size())
                .mapToObj(i -> new EvaluatedArchitecture(architectures.get(i), accuracies.get(i) / unit.whole))
                .toList();
        return new EvaluatedPairsCsv(unit, pairs);
    }

    private static int column(CsvRow header, Set<String> names, Path file) {
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
                            + String.join(" or ", names.stream().sorted().toList()) + ", there are " + found.length);
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

    /** @return as it is written, up to 100 */
    private static double accuracy(String text, Path place) {
        double accuracy;
        try {
            accuracy = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new InvalidFileException(place, "accuracy must be a number, got '" + text + "'", e);
        }
        if (!(accuracy >= 0 && accuracy <= Unit.PERCENT.whole)) {
            throw new InvalidFileException(place, "accuracy must be 0 to 100 percent, got " + text.strip());
        }
        return accuracy;
    }
}
