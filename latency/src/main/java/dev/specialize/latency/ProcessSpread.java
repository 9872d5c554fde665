package dev.specialize.latency;

import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.LatencyQuantile;
import dev.specialize.regression.EstimatedVariance;
import java.util.List;

/**
 * How much processes on a device differ: what was believed before and what the processes of several models showed, pooled
 * as variances by their degrees of freedom (Gelman et al., Bayesian Data Analysis, 3rd edition, section 3.3).
 *
 * @param deviation standard deviation from process to process, relative to the mean
 * @param degrees of freedom that this is known with
 */
public record ProcessSpread(double deviation, int degrees) {
    /** What nobody should promise less than: clocks, temperatures and neighbours of another day. */
    private static final double LEAST = 0.01;
    /** What no process has shown weighs as much as five processes do. */
    private static final int BELIEF = 4;
    /** How much more the median of many normal values varies than their mean, squared; that of a few a little less. */
    private static final double MEDIAN = Math.PI / 2;

    public ProcessSpread {
        if (!(deviation >= 0 && Double.isFinite(deviation)) || degrees < 1) {
            throw new IllegalArgumentException(
                    "deviation must be 0 or above and degrees 1 or above, got " + deviation + " and " + degrees);
        }
    }

    /** What a profile says of the medians of processes. */
    static ProcessSpread believed(LatencyPrior prior) {
        int degrees = prior.processes() == 0 ? BELIEF : prior.processes() - 1;
        return new ProcessSpread(Math.max(LEAST, prior.session()), degrees);
    }

    /** The same of another quantile, which differs more from process to process: medians tell as much as two of them do. */
    public static ProcessSpread believed(LatencyPrior prior, LatencyQuantile quantile) {
        ProcessSpread medians = believed(prior);
        return quantile == LatencyQuantile.P50 ? medians : new ProcessSpread(medians.deviation, 1);
    }

    /**
     * Of the difference between the median of a profile's processes and that of others. Where the profile counted none, it
     * is what it believes: nothing of a modelled device.
     */
    static EstimatedVariance between(LatencyPrior prior, int others) {
        return prior.processes() == 0
                ? EstimatedVariance.known(prior.session() * prior.session())
                : believed(prior).times(ofMedian(prior.processes()) + ofMedian(others));
    }

    private static double ofMedian(int processes) {
        return (processes < 3 ? 1 : MEDIAN) / processes;
    }

    /**
     * What is known after some processes, in each of which the same models were timed: a slow process slows them all, so
     * several models tell no more of processes than one.
     */
    public ProcessSpread and(List<ProcessTimes> models) {
        int more = models.get(0).nanosByProcess().size() - 1;
        double variance = models.stream()
                .mapToDouble(times -> times.relativeDeviation() * times.relativeDeviation())
                .average()
                .orElseThrow();
        double squares = degrees * deviation * deviation + more * variance;
        return new ProcessSpread(Math.sqrt(squares / (degrees + more)), degrees + more);
    }

    /**
     * Of the difference between the mean of some processes and that of others, relative to either: s^2 (1/n + 1/m) (Hahn
     * and Meeker, Statistical Intervals, 1991, section 4.8).
     */
    public EstimatedVariance between(int some, int others) {
        return times(1.0 / some + 1.0 / others);
    }

    private EstimatedVariance times(double share) {
        double promised = Math.max(LEAST, deviation); // that processes hardly differed within minutes promises nothing
        return new EstimatedVariance(promised * promised * share, degrees);
    }
}
