package dev.specialize.predictor;

import dev.specialize.files.InvalidFileException;
import dev.specialize.space.SearchSpace;
import dev.specialize.survey.ArchitectureCsv;
import dev.specialize.survey.ArchitectureCsv.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What subnets reached elsewhere, from a CSV file.
 *
 * @param unit that its accuracies were taken to be in
 * @param pairs in the file's order, repetitions included
 */
public record EvaluatedPairsCsv(Unit unit, List<EvaluatedArchitecture> pairs) {
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
     * Reads an {@link ArchitectureCsv} whose column {@code accuracy}, {@code acc}, {@code top1} or {@code top-1} holds
     * accuracies: fractions if none is above 1, else percentages. Others are passed over.
     *
     * @throws InvalidFileException if the file is missing or is not that; the message names the line
     */
    public static EvaluatedPairsCsv read(Path file, SearchSpace space) {
        List<Value> values = ArchitectureCsv.read(file, space).column(ACCURACY);
        values.forEach(EvaluatedPairsCsv::requireAccuracy);
        Unit unit = values.stream().allMatch(v -> v.value() <= 1) ? Unit.FRACTION : Unit.PERCENT;
        return new EvaluatedPairsCsv(
                unit,
                values.stream()
                        .map(v -> new EvaluatedArchitecture(v.architecture(), v.value() / unit.whole))
                        .toList());
    }

    private static void requireAccuracy(Value value) {
        if (!(value.value() >= 0 && value.value() <= Unit.PERCENT.whole)) {
            throw new InvalidFileException(value.place(), "accuracy must be 0 to 100 percent, got " + value.text());
        }
    }
}
