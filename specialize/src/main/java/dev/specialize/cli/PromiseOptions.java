package dev.specialize.cli;

import dev.specialize.devices.LatencyQuantile;
import dev.specialize.specialization.LatencyPromise;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What keeping a latency budget means. */
final class PromiseOptions {
    @Option(
            names = "--confidence",
            paramLabel = "P",
            defaultValue = "0.95",
            description = "Chance that a process keeps the budget (default: ${DEFAULT-VALUE}).")
    private double confidence;

    @Option(
            names = "--quantile",
            paramLabel = "p50|p95",
            defaultValue = "p50",
            description =
                    "The run of a process that has to keep it: the median, or one that is slower than 95 %% of the"
                            + " others (default: ${DEFAULT-VALUE}).")
    private String quantile;

    /** @throws IllegalArgumentException if an option is out of range */
    LatencyPromise promise() {
        LatencyQuantile run = named("--quantile: ", () -> LatencyQuantile.parse(quantile));
        return named("--", () -> new LatencyPromise(run, confidence));
    }

    void tell(FolderWords words) {
        LatencyPromise promise = promise();
        words.addUnlessUsual(promise.quantile(), LatencyPromise.USUAL.quantile());
        words.addUnlessUsual("confidence", promise.confidence(), LatencyPromise.USUAL.confidence());
    }

    private static <T> T named(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + e.getMessage(), e);
        }
    }
}
