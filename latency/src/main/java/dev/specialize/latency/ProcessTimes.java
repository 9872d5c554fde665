package dev.specialize.latency;

import dev.specialize.devices.Timing;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a model took in several processes of its own.
 *
 * @param timing over all that were timed together, the last of them
 * @param nanosByProcess the quantile of the runs that was asked for, in each
 */
public record ProcessTimes(Timing timing, List<Double> nanosByProcess) {
    public ProcessTimes {
        nanosByProcess = List.copyOf(nanosByProcess);
    }

    /** Of the same model, with the processes in which it was timed before. */
    public ProcessTimes after(ProcessTimes earlier) {
        return new ProcessTimes(
                timing,
                Stream.concat(earlier.nanosByProcess.stream(), nanosByProcess.stream())
                        .toList());
    }

    public double meanNanos() {
        return mean(nanosByProcess);
    }

    private static double mean(List<Double> nanos) {
        return nanos.stream().mapToDouble(n -> n).average().orElseThrow();
    }

    /** Standard deviation from process to process, relative to the mean; 0 of one process. */
    public double relativeDeviation() {
        return relativeDeviation(nanosByProcess);
    }

    static double relativeDeviation(List<Double> nanosByProcess) {
        int n = nanosByProcess.size();
        double mean = mean(nanosByProcess);
        double squares = nanosByProcess.stream()
                .mapToDouble(nanos -> (nanos / mean - 1) * (nanos / mean - 1))
                .sum();
        return n < 2 ? 0 : Math.sqrt(squares / (n - 1));
    }

    /** What another process takes at most, with a probability. */
    public double boundNanos(double probability, ProcessSpread spread) {
        return meanNanos() * (1 + spread.between(nanosByProcess.size(), 1).bound(probability));
    }
}
