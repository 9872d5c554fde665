package dev.specialize.report;

import dev.specialize.latency.LatencyPrediction;

/**
 * A subnet by its latency and accuracy.
 *
 * @param architecture in the words of {@link dev.specialize.space.Architecture#toString}, else another name
 * @param latency in nanoseconds
 * @param accuracy a fraction, predicted unless {@code kind} says otherwise
 */
public record TradeOff(Kind kind, String architecture, Range latency, Range accuracy) {
    /** What makes a subnet worth showing. */
    public enum Kind {
        FRONT("Pareto front, predicted"),
        PREDICTED("Chosen, latency predicted"),
        MEASURED("Chosen, latency measured"),
        REJECTED("Rejected after measuring"),
        RANDOM("Best of random search"),
        PUBLISHED("Published for this device");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * A number and how sure it is.
     *
     * @param lowest at most {@code value}
     * @param highest at least {@code value}
     */
    public record Range(double value, double lowest, double highest) {
        static Range exact(double value) {
            return new Range(value, value, value);
        }

        /** The 95 % interval. */
        static Range of(LatencyPrediction prediction) {
            return new Range(prediction.nanos(), prediction.boundNanos(0.025), prediction.boundNanos(0.975));
        }

        boolean isExact() {
            return lowest == highest;
        }
    }
}
