package dev.specialize.report;

import dev.specialize.predictor.AccuracyEstimate;
import dev.specialize.predictor.AccuracyEstimates;
import dev.specialize.report.TradeOff.Range;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.AccuracyInterval;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SubnetSearch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one predictor and the one latency model by which all subnets of a report are compared: those of the supernet's folder
 * and of the profile, else whichever the manifest's numbers are of. What a predictor learnt from the subnets that were
 * evaluated for one run is nowhere kept; what a latency model learnt from those that were timed is kept for the subnets of
 * the manifest, and told roughly for others by a factor.
 *
 * @param factor from latencies that the profile alone predicts to those that the run would, see {@link LatencyCorrection}
 * @param recordedNanosByArchitecture latencies that the run predicted
 */
record YardStick(
        Optional<SubnetSearch> search,
        Optional<AccuracyEstimates> estimates,
        double factor,
        Map<String, Double> recordedNanosByArchitecture) {
    YardStick {
        recordedNanosByArchitecture = Map.copyOf(recordedNanosByArchitecture);
    }

    static YardStick of(SubnetSearch search, SpecializationManifest manifest, LatencyCorrection correction) {
        return new YardStick(Optional.of(search), search.estimates(), correction.factor(), recordedNanos(manifest));
    }

    private static Map<String, Double> recordedNanos(SpecializationManifest manifest) {
        Map<String, Double> nanosByArchitecture = new HashMap<>();
        manifest.search().random().ifPresent(r -> nanosByArchitecture.put(r.architecture(), r.predictedNanos()));
        nanosByArchitecture.put(manifest.architecture(), manifest.latency().predictedNanos());
        return nanosByArchitecture;
    }

    /** For want of anything but the manifest. */
    static YardStick recorded(SpecializationManifest manifest) {
        return new YardStick(Optional.empty(), Optional.empty(), 1, recordedNanos(manifest));
    }

    /** Of the chosen subnet or that of random search: the chosen one's, if they are the same. */
    double recordedNanos(String architecture) {
        return recordedNanosByArchitecture.get(architecture);
    }

    /** @param profileNanos what the profile alone predicts */
    double nanos(String architecture, double profileNanos) {
        return recordedNanosByArchitecture.getOrDefault(architecture, factor * profileNanos);
    }

    /** @param recorded what is known of it without a predictor */
    Range accuracy(String architecture, double recorded) {
        return estimates
                .map(e -> range(e.of(Architecture.parse(architecture))))
                .or(() -> search.map(s -> s.predicted(Architecture.parse(architecture)))
                        .map(c -> Range.exact(c.predictedAccuracy())))
                .orElseGet(() -> Range.exact(recorded));
    }

    /** @param manifest whose accuracies were predicted */
    Range chosen(SpecializationManifest manifest) {
        double predicted = manifest.predictedAccuracy().orElseThrow();
        Optional<AccuracyInterval> interval = manifest.accuracy().interval().filter(i -> search.isEmpty());
        return interval.map(i -> new Range(predicted, i.lowest(), i.highest()))
                .orElseGet(() -> accuracy(manifest.architecture(), predicted));
    }

    private static Range range(AccuracyEstimate estimate) {
        return new Range(estimate.mean(), estimate.lowest(), estimate.highest());
    }
}
