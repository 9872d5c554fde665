package dev.specialize.specialization;

import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import dev.specialize.devices.Timing;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.OnnxExporter;
import dev.specialize.search.Candidate;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures candidates on the device, in order of predicted accuracy, until one holds the budget. Whatever disturbs a
 * measurement makes it longer, never shorter; so one that does not hold is measured some more before it is passed over.
 */
final class LatencyTrial {
    private static final int VISITS = 5;
    private static final int SECOND_LOOKS = 2;

    private final SearchSpace space;
    private final Weights supernet;
    private final ModelRunner runner;
    private final Sampling sampling;

    LatencyTrial(SearchSpace space, Weights supernet, ModelRunner runner, Sampling sampling) {
        this.space = space;
        this.supernet = supernet;
        this.runner = runner;
        this.sampling = sampling;
    }

    /** A candidate and its latency as measured. */
    record Measured(Candidate candidate, Timing timing) {}

    /**
     * What a trial found.
     *
     * @param measured all that were, in order
     * @param winner the first that holds the budget
     */
    record Outcome(List<Measured> measured, Optional<Measured> winner) {}

    Outcome run(List<Candidate> candidates, double limitNanos) {
        List<Measured> measured = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Measured one = new Measured(candidate, time(candidate, limitNanos));
            measured.add(one);
            if (one.timing.latencyNanos() <= limitNanos) {
                return new Outcome(measured, Optional.of(one));
            }
        }
        return new Outcome(measured, Optional.empty());
    }

    private Timing time(Candidate candidate, double limitNanos) {
        Subnet subnet = Subnet.of(space, candidate.architecture(), supernet);
        Network network = subnet.network();
        byte[] model = OnnxExporter.export(network, subnet.weights(), ExportOptions.PLAIN);
        List<Samples> visits = new ArrayList<>();
        try (TimedModel timed = runner.load(model)) {
            for (int look = 0; look <= SECOND_LOOKS; look++) {
                for (int i = 0; i < VISITS; i++) {
                    visits.add(timed.time(sampling));
                }
                if (Timing.of(visits).latencyNanos() <= limitNanos) {
                    break;
                }
            }
        }
        return Timing.of(visits);
    }
}
