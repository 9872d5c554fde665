package dev.specialize.report;

import dev.specialize.specialization.SpecializationManifest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The latency that a run predicted for the chosen subnet, beside what the profile alone predicts for it. A run that times
 * subnets learns from them how fast the device is now; the model that learnt is nowhere kept, so whatever else the profile
 * predicts is multiplied by the ratio of the two.
 *
 * @param profileNanos positive, by the profile alone
 * @param predictedNanos positive, by the run
 */
public record LatencyCorrection(double profileNanos, double predictedNanos) {
    /** What is corrected by less is not worth a sentence. */
    private static final double NOTABLE = 0.01;

    public LatencyCorrection {
        if (!(profileNanos > 0 && predictedNanos > 0)) {
            throw new IllegalArgumentException(
                    "profileNanos and predictedNanos must be positive, got " + profileNanos + " and " + predictedNanos);
        }
    }

    /**
     * Of the manifest's subnet.
     *
     * @param layers its own, by the profile alone
     * @return empty if there are none
     */
    static Optional<LatencyCorrection> of(SpecializationManifest manifest, List<LayerTime> layers) {
        return layers.isEmpty()
                ? Optional.empty()
                : Optional.of(new LatencyCorrection(
                        layers.stream().mapToDouble(LayerTime::nanos).sum(),
                        manifest.latency().predictedNanos()));
    }

    /** The layers, which then take together what the run predicted. */
    List<LayerTime> corrected(List<LayerTime> layers) {
        return layers.stream().map(layer -> layer.times(factor())).toList();
    }

    /** By which latencies that the profile predicts are multiplied. */
    double factor() {
        return predictedNanos / profileNanos;
    }

    boolean isNotable() {
        return Math.abs(factor() - 1) > NOTABLE;
    }

    /** @param drawn what is drawn at the corrected speed, with its verb */
    Element note(TimeScale time, String drawn) {
        return Element.of(
                        "p",
                        String.format(
                                Locale.ROOT,
                                "The profile alone predicted %s for the chosen subnet; the run's measurements corrected it by"
                                        + " %+.1f\u00a0%% to %s. %s drawn at the corrected speed.",
                                time.text(profileNanos),
                                100 * (factor() - 1),
                                time.text(predictedNanos),
                                drawn))
                .with("class", "note");
    }
}
