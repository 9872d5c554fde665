package dev.specialize.modelled;

import dev.specialize.devices.Precision;
import dev.specialize.devices.SourceFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.latency.LatencyTables;
import dev.specialize.latency.PublishedTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fits a {@link ModelledDevice} to the published times of blocks and of whole networks. The same data give the same device,
 * byte for byte, in whichever order it is named.
 */
public final class ModelledDeviceFit {
    /** Fewer leave nothing to tell the error by. */
    private static final int LEAST_NETS = 3;

    private final List<SourceFile> tables;
    private final List<PublishedTime> times;
    private final List<PublishedNet> nets;

    /**
     * What to fit to.
     *
     * @param nets three or more, of different names
     * @throws IllegalArgumentException if they are fewer, or if two have the same name
     * @throws InvalidFileException if a table has an entry that is of no layer
     */
    public ModelledDeviceFit(LatencyTables tables, List<PublishedNet> nets) {
        Require.that(nets.size() >= LEAST_NETS, "nets", "must be at least " + LEAST_NETS, nets.size());
        Set<String> names = new HashSet<>();
        nets.forEach(net -> Require.that(names.add(net.name()), "nets", "must have different names", net.name()));
        this.tables = tables.sources().stream()
                .sorted(Comparator.comparing(SourceFile::name))
                .toList();
        this.times = tables.times();
        this.nets = nets.stream()
                .sorted(Comparator.comparingDouble(
                                (PublishedNet net) -> net.time().nanos())
                        .thenComparing(PublishedNet::name))
                .toList();
    }

    /**
     * The device that fits best.
     *
     * @param hardware what the times are of, in words
     * @param threads that computed one image
     * @throws IllegalArgumentException if the times are of no one device; the message says why
     */
    public ModelledDevice device(String name, String hardware, int threads) {
        Coefficients coefficients = Fitting.of(times, nets);
        List<FittedNet> fitted = nets.stream()
                .map(net -> fitted(net, coefficients, Fitting.of(times, without(net))))
                .toList();
        ModelFit fit = new ModelFit(
                tables,
                times.size(),
                Fitting.rounded(meanEntryErrorPercent(coefficients)),
                fitted,
                Fitting.rounded(expectedErrorPercent(fitted)));
        return new ModelledDevice(ModelledDevice.FORMAT, name, hardware, Precision.FP32, threads, coefficients, fit);
    }

    private List<PublishedNet> without(PublishedNet heldOut) {
        List<PublishedNet> others = new ArrayList<>(nets);
        others.remove(heldOut);
        return others;
    }

    private static FittedNet fitted(PublishedNet net, Coefficients all, Coefficients withoutIt) {
        Workload workload = Workload.of(net.network());
        return new FittedNet(
                net.name(),
                net.sources(),
                net.time().nanos(),
                net.time().roundingNanos(),
                Fitting.rounded(all.nanos(workload)),
                Fitting.rounded(withoutIt.nanos(workload)));
    }

    private double meanEntryErrorPercent(Coefficients coefficients) {
        double sum = 0;
        for (PublishedTime time : times) {
            sum += Math.abs(coefficients.nanosAlone(Workload.of(time.layers())) / time.meanNanos() - 1);
        }
        return 100 * sum / times.size();
    }

    /** The variances of the model and of the rounding add up. */
    private static double expectedErrorPercent(List<FittedNet> nets) {
        double sum = 0;
        for (FittedNet net : nets) {
            double rounding = 100 * new MeasuredTime(net.measuredNanos(), net.roundingNanos()).relativeDeviation();
            sum += net.heldOutErrorPercent() * net.heldOutErrorPercent() + rounding * rounding;
        }
        return Math.sqrt(sum / nets.size());
    }
}
