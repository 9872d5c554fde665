package dev.specialize.report;

import dev.specialize.predictor.AccuracyEstimate;
import dev.specialize.predictor.AccuracyEstimates;
import dev.specialize.report.TradeOff.Range;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.AccuracyInterval;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SubnetSearch;
import java.util.Optional;

/**
 * The one predictor and the one latency model by which all subnets of a report are compared: those of the supernet's folder
 * and of the profile, else whichever the manifest's numbers are of. What a predictor learnt from the subnets that were
 * evaluated for one run, and a latency model from those that were timed, is nowhere kept.
 */
record YardStick(Optional<SubnetSearch> search, Optional<AccuracyEstimates> estimates) {
    static YardStick of(SubnetSearch search) {
        return new YardStick(Optional.of(search), search.estimates());
    }

    /** For want of anything but the manifest. */
    static YardStick recorded() {
        return new YardStick(Optional.empty(), Optional.empty());
    }

    /** @param recorded what is known of it without a model */
    double nanos(String architecture, double recorded) {
        return search.map(s -> s.latency(Architecture.parse(architecture)).nanos())
                .orElse(recorded);
    }

    /** @param recorded what is known of it without a predictor */
    Range accuracy(String architecture, double recorded) {
        return estimates
                .map(e -> range(e.of(Architecture.parse(architecture))))
                .or(() -> search.map(s -> s.predicted(Architecture.parse(architecture)))
                        .map(c -> Range.exact(c.predictedAccuracy())))
                .orElseGet(() -> Range.exact(recorded));
    }

    Range chosen(SpecializationManifest manifest) {
        double predicted = manifest.accuracy().predicted();
        Optional<AccuracyInterval> interval = manifest.accuracy().interval().filter(i -> search.isEmpty());
        return interval.map(i -> new Range(predicted, i.lowest(), i.highest()))
                .orElseGet(() -> accuracy(manifest.architecture(), predicted));
    }

    private static Range range(AccuracyEstimate estimate) {
        return new Range(estimate.mean(), estimate.lowest(), estimate.highest());
    }
}
