package dev.specialize.latency;

import dev.specialize.regression.Normal;
import dev.specialize.regression.Student;

/**
 * How much processes on a device differ: what was believed before and what the processes of several models showed, pooled
 * as variances by their degrees of freedom (Gelman et al., Bayesian Data Analysis, 3rd edition, section 3.3).
 *
 * @param deviation standard deviation from process to process, relative to the mean
 * @param degrees of freedom that this is known with
 */
public record ProcessSpread(double deviation, int degrees) {
    /** A belief weighs as much as five processes do. */
    private static final int BELIEF = 4;

    private static final double USUAL = 0.95;

    public ProcessSpread {
        if (!(deviation >= 0 && Double.isFinite(deviation)) || degrees < 1) {
            throw new IllegalArgumentException(
                    "deviation must be 0 or above and degrees 1 or above, got " + deviation + " and " + degrees);
        }
    }

    /**
     * What a profile says of a process to come. Its deviation allows for how few processes were seen, which the degrees
     * of freedom do here; so that is taken off again.
     *
     * @param session relative standard deviation, as {@link #asIfKnown} tells it
     */
    public static ProcessSpread believed(double session) {
        double allowance = new ProcessSpread(1, BELIEF).asIfKnown(BELIEF + 1);
        return new ProcessSpread(SessionSpread.reduced(session, allowance), BELIEF);
    }

    /** What is known after a model was timed in some processes. */
    public ProcessSpread and(ProcessTimes times) {
        int more = times.nanosByProcess().size() - 1;
        double squares = degrees * deviation * deviation + more * times.relativeDeviation() * times.relativeDeviation();
        return new ProcessSpread(Math.sqrt(squares / (degrees + more)), degrees + more);
    }

    /**
     * How much more than the mean of some processes another one takes at most, with a probability, relative to that mean:
     * t s sqrt(1 + 1/n) (Hahn and Meeker, Statistical Intervals, 1991, section 4.8).
     */
    double relativeBound(double probability, int processes) {
        return Student.point(probability, degrees) * deviation * Math.sqrt(1 + 1.0 / processes);
    }

    /** The deviation of a normal distribution with that bound: what a search must leave room for. */
    public double asIfKnown(int processes) {
        return relativeBound(USUAL, processes) / Normal.point(USUAL);
    }
}
