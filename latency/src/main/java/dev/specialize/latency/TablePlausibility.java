package dev.specialize.latency;

import dev.specialize.files.InvalidFileException;
import dev.specialize.latency.TableKey.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a table's numbers can be times in the unit that they are read in. A table does not tell its unit, but how long
 * a multiply-accumulate takes does: the median over a table's blocks is 0.09 ns in the tables of a Note10 and 0.25 ns in
 * that of a Pixel 1. From 0.005 to 5 ns, which processors of boards, phones and servers stay within, are three decades:
 * exactly one of microseconds, milliseconds and seconds puts a table there. Within a table the entries of real ones stay
 * within a factor of 5 of that median, so one that is 30 off is not of the same unit.
 */
final class TablePlausibility {
    private static final double LEAST_NANOS_PER_MAC = 0.005;
    private static final double MOST_NANOS_PER_MAC = 5;
    private static final double MOST_DEVIATION = 30;

    private TablePlausibility() {}

    /** @throws InvalidFileException if they cannot; the message names the unit that they look like */
    static void requireUnit(PublishedTable table) {
        double median = medianNanosPerMac(table);
        if (plausible(median)) {
            return;
        }
        Optional<LatencyUnit> likely = Arrays.stream(LatencyUnit.values())
                .filter(unit ->
                        plausible(median * unit.toNanos(1) / table.unit().toNanos(1)))
                .findFirst();
        throw new InvalidFileException(
                table.file(),
                String.format(
                        Locale.ROOT,
                        "read in %s, its blocks would take %.2g ns for a multiply-accumulate (real devices: %s to %s). %s",
                        table.unit(),
                        median,
                        LEAST_NANOS_PER_MAC,
                        MOST_NANOS_PER_MAC,
                        likely.map(unit -> "Maybe the table is in " + unit + "; give its unit: --unit " + unit)
                                .orElse("Maybe it is no latency table; else give its unit: --unit")));
    }

    /** @throws InvalidFileException if an entry is far from what the others of its table tell */
    static void requireEven(PublishedTable table) {
        double median = medianNanosPerMac(table);
        table.entries().forEach((key, entry) -> {
            double ratio = nanosPerMac(table, key, entry) / median;
            if (ratio > MOST_DEVIATION || ratio < 1 / MOST_DEVIATION) {
                throw new InvalidFileException(
                        table.file(),
                        String.format(
                                Locale.ROOT,
                                "entry '%s' takes %.2g times as long for its work as the table's other blocks."
                                        + " Maybe it is in another unit",
                                key,
                                ratio));
            }
        });
    }

    private static boolean plausible(double nanosPerMac) {
        return nanosPerMac >= LEAST_NANOS_PER_MAC && nanosPerMac < MOST_NANOS_PER_MAC;
    }

    private static double medianNanosPerMac(PublishedTable table) {
        List<Double> blocks = table.entries().entrySet().stream()
                .filter(e -> e.getKey().kind() == Kind.BLOCK)
                .map(e -> nanosPerMac(table, e.getKey(), e.getValue()))
                .sorted()
                .toList();
        return blocks.get(blocks.size() / 2);
    }

    private static double nanosPerMac(PublishedTable table, TableKey key, TableEntry entry) {
        return entry.meanNanos() / table.dialect().macs(key);
    }
}
