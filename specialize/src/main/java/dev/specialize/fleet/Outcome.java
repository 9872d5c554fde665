package dev.specialize.fleet;

import dev.specialize.predictor.PredictorModel;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SpecializationManifest.Latency;
import dev.specialize.specialization.SpecializationManifest.MeasuredLatency;
import dev.specialize.specialization.SpecializationManifest.MeasuredShare;
import java.util.Optional;

/**
 * What became of an entry.
 *
 * @param alone of the best model for this entry alone, what the predictor gave
 * @param manifest of its model; empty if it has none
 * @param problem why it has none
 */
record Outcome(
        FleetEntry entry,
        State state,
        Optional<Double> alone,
        Optional<SpecializationManifest> manifest,
        Optional<String> problem) {
    static Outcome with(Assignment assignment, State state, SpecializationManifest manifest) {
        return new Outcome(assignment.entry(), state, assignment.alone(), Optional.of(manifest), Optional.empty());
    }

    static Outcome without(Assignment assignment, State state, String problem) {
        return new Outcome(assignment.entry(), state, assignment.alone(), Optional.empty(), Optional.of(problem));
    }

    /** Of a device that was measured: which of its models is the best, its own search told. */
    static Outcome measured(FleetEntry entry, State state, SpecializationManifest manifest) {
        return new Outcome(entry, state, manifest.accuracy().predicted(), Optional.of(manifest), Optional.empty());
    }

    static Outcome unmeasured(FleetEntry entry, State state, String problem) {
        return new Outcome(entry, state, Optional.empty(), Optional.empty(), Optional.of(problem));
    }

    /**
     * For the fleet's manifest.
     *
     * @param predictor of {@code alone}
     */
    FleetManifest.Entry entry(SharedModels shared, PredictorModel predictor) {
        return new FleetManifest.Entry(
                entry.device(),
                entry.budget().nanos(),
                entry.share(),
                state,
                alone.flatMap(predictor::asAccuracy),
                manifest.map(m -> model(m, shared)),
                problem);
    }

    private FleetManifest.Model model(SpecializationManifest made, SharedModels shared) {
        String sha256 = made.outputs().get(Specialization.MODEL);
        Latency latency = made.latency();
        return new FleetManifest.Model(
                entry.label(),
                made.architecture(),
                made.device().batch(),
                made.accuracy().predicted(),
                latency.predictedNanos(),
                latency.measured()
                        .map(MeasuredLatency::boundNanos)
                        .orElseGet(() -> latency.prediction().boundNanos(latency.confidence())),
                latency.measured().map(MeasuredLatency::meanNanos),
                made.accuracy().measured().map(MeasuredShare::share),
                made.modelBytes(),
                sha256,
                shared.shared(entry, sha256));
    }
}
