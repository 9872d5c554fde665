package dev.specialize.latency;

import dev.specialize.devices.Timing;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a model took in several processes of its own.
 *
 * @param timing over all of them
 * @param nanosByProcess the quantile of the runs that was asked for, in each
 */
public record ProcessTimes(Timing timing, List<Double> nanosByProcess) {
    public ProcessTimes {
        nanosByProcess = List.copyOf(nanosByProcess);
    }

    /** These processes and later ones of an equal model, whose timing is kept. */
    public ProcessTimes then(ProcessTimes later) {
        return new ProcessTimes(
                later.timing,
                Stream.concat(nanosByProcess.stream(), later.nanosByProcess.stream())
                        .toList());
    }

    public double meanNanos() {
        return nanosByProcess.stream().mapToDouble(n -> n).average().orElseThrow();
    }

    /** Standard deviation from process to process, relative to the mean; 0 of one process. */
    public double relativeDeviation() {
        int n = nanosByProcess.size();
        double mean = meanNanos();
        double squares = nanosByProcess.stream()
                .mapToDouble(nanos -> (nanos / mean - 1) * (nanos / mean - 1))
                .sum();
        return n < 2 ? 0 : Math.sqrt(squares / (n - 1));
    }

    /**
     * What another process takes at most, with a probability: the one-sided prediction bound of normal values, mean plus
     * t s sqrt(1 + 1/n) (Hahn and Meeker, Statistical Intervals, 1991, section 4.8).
     *
     * @param leastDeviation relative standard deviation that processes are believed to have at least: few may be alike by
     *     chance
     */
    public double boundNanos(double probability, double leastDeviation) {
        int n = nanosByProcess.size();
        double deviation = Math.max(relativeDeviation(), leastDeviation);
        return meanNanos() * (1 + Student.point(probability, Math.max(1, n - 1)) * deviation * Math.sqrt(1 + 1.0 / n));
    }
}
