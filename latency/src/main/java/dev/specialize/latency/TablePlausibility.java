package dev.specialize.latency;

import dev.specialize.files.InvalidFileException;
import dev.specialize.latency.TableKey.Kind;
import java.util.List;
import java.util.Locale;

/**
 * Whether a table's numbers can be times in the unit that they are read in, see {@link PlausibleWork}. Within a table the
 * entries of real ones stay within a factor of 5 of the median, so one that is 30 off is not of the same unit.
 */
final class TablePlausibility {
    private static final PlausibleWork REAL = PlausibleWork.ONE_IMAGE;
    private static final double MOST_DEVIATION = 30;

    private TablePlausibility() {}

    /** @throws InvalidFileException if they cannot; the message names the unit that they look like */
    static void requireUnit(PublishedTable table) {
        double median = medianNanosPerMac(table);
        if (REAL.contains(median)) {
            return;
        }
        throw new InvalidFileException(
                table.file(),
                String.format(
                        Locale.ROOT,
                        "read in %s, its blocks would take %.2g ns for a multiply-accumulate (real devices: %s to %s). %s",
                        table.unit(),
                        median,
                        REAL.leastNanosPerMac(),
                        REAL.mostNanosPerMac(),
                        REAL.likely(median, table.unit())
                                .map(unit -> "Maybe the table is in " + unit + "; give its unit: --unit " + unit)
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
