package dev.specialize.latency;

import dev.specialize.devices.SourceFile;
import dev.specialize.devices.Timing;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Sha256;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.survey.ArchitectureCsv;
import dev.specialize.survey.ArchitectureCsv.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whole networks that somebody timed on a device, from a column of a file. A network that is there twice was timed twice.
 *
 * @param space that they are of
 * @param batch images that one run took
 */
public record MeasuredNetworks(SourceFile source, SearchSpace space, int batch, List<TimedNet> nets) {
    /** Networks of one space and device stay within a factor of 10 of each other's work. */
    private static final double MOST_DEVIATION = 30;

    public MeasuredNetworks {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, got " + batch);
        }
        nets = List.copyOf(nets);
    }

    /**
     * The networks of a column in milliseconds, as most are.
     *
     * @param column its name
     * @throws InvalidFileException if there is no such column, or if its numbers cannot be milliseconds
     */
    public static MeasuredNetworks of(ArchitectureCsv csv, SearchSpace space, String column, int batch) {
        MeasuredNetworks measured = of(csv, space, column, batch, LatencyUnit.MILLISECONDS);
        measured.doubt(column, LatencyUnit.MILLISECONDS).ifPresent(doubt -> {
            throw new InvalidFileException(csv.file(), doubt);
        });
        return measured;
    }

    /**
     * The networks of a column whose unit is known; {@link #doubt} tells what speaks against it.
     *
     * @throws InvalidFileException if there is no such column, or if its numbers cannot be times
     */
    public static MeasuredNetworks of(
            ArchitectureCsv csv, SearchSpace space, String column, int batch, LatencyUnit unit) {
        List<Value> values = csv.column(Set.of(column.strip().toLowerCase(Locale.ROOT)));
        SourceFile source = new SourceFile(csv.file().getFileName().toString(), Sha256.of(csv.file()));
        MeasuredNetworks measured = new MeasuredNetworks(
                source,
                space,
                batch,
                values.stream().map(value -> timed(value, unit)).toList());
        measured.requireEven(values);
        return measured;
    }

    private static TimedNet timed(Value value, LatencyUnit unit) {
        double nanos = unit.toNanos(value.value());
        if (!(nanos > 0 && Double.isFinite(nanos))) {
            throw new InvalidFileException(value.place(), "a time must be above 0, got " + value.text());
        }
        return new TimedNet(value.architecture(), Timing.published(1, nanos));
    }

    /**
     * Why the times are hardly in the unit that they were read in; empty of such as devices take.
     *
     * @param column their name
     */
    public Optional<String> doubt(String column, LatencyUnit unit) {
        double median = medianNanosPerMac();
        PlausibleWork real = PlausibleWork.of(batch);
        if (real.contains(median)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "read in %s, the networks of column %s would take %.2g ns for a multiply-accumulate (real devices,"
                        + " batch %d: %s to %s). Maybe %s",
                unit,
                column,
                median,
                batch,
                real.leastNanosPerMac(),
                real.mostNanosPerMac(),
                real.likely(median, unit)
                        .map(likely -> "they are in " + likely + "; give their unit: --unit " + likely)
                        .orElse("the column holds no latencies; else give their unit: --unit")));
    }

    private void requireEven(List<Value> values) {
        double median = medianNanosPerMac();
        for (int i = 0; i < values.size(); i++) {
            double ratio = nanosPerMac(nets.get(i)) / median;
            if (ratio > MOST_DEVIATION || ratio < 1 / MOST_DEVIATION) {
                throw new InvalidFileException(
                        values.get(i).place(),
                        String.format(
                                Locale.ROOT,
                                "the network takes %.2g times as long for its work as the others. Maybe its time is in"
                                        + " another unit",
                                ratio));
            }
        }
    }

    private double medianNanosPerMac() {
        double[] sorted = nets.stream().mapToDouble(this::nanosPerMac).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private double nanosPerMac(TimedNet net) {
        double macs = space.lower(net.architecture()).cost().macs();
        return net.timing().latencyNanos() / (batch * macs);
    }

    /** @throws MissingBlocksException if a network is at none of the resolutions that a profile covers */
    void requireResolutions(String profile, List<Integer> covered) {
        List<Integer> missing =
                resolutions().stream().filter(r -> !covered.contains(r)).toList();
        if (!missing.isEmpty()) {
            throw MissingBlocksException.ofNetworks(profile, missing, covered);
        }
    }

    /** Those of the networks, ascending. */
    List<Integer> resolutions() {
        return nets.stream()
                .map(TimedNet::architecture)
                .map(Architecture::resolution)
                .distinct()
                .sorted()
                .toList();
    }
}
