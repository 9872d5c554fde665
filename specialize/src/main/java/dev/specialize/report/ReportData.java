package dev.specialize.report;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.latency.LatencyModel;
import dev.specialize.search.LatencyBudget;
import dev.specialize.space.Architecture;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.SpecializationManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a report shows.
 *
 * @param stages of the chosen subnet; empty if its space is not known
 * @param layers of the chosen subnet with their parts of the predicted latency; empty if there is no profile
 * @param tradeOffs subnets to compare, those of the Pareto front by rising latency; none if no accuracy was predicted
 * @param correction of the latencies of {@code layers} and of the front; empty if there is no profile or no space
 * @param nets whole networks of the profile, predicted and measured
 * @param profiledAt when the device was measured
 * @param missing what could not be drawn, in sentences
 */
public record ReportData(
        SpecializationManifest manifest,
        List<StageShape> stages,
        List<LayerTime> layers,
        List<TradeOff> tradeOffs,
        Optional<LatencyCorrection> correction,
        List<MeasuredNet> nets,
        Optional<Instant> profiledAt,
        List<String> missing) {
    public ReportData {
        stages = List.copyOf(stages);
        layers = List.copyOf(layers);
        tradeOffs = List.copyOf(tradeOffs);
        nets = List.copyOf(nets);
        missing = List.copyOf(missing);
    }

    /** Searches the front and predicts what the manifest does not hold: takes a part of a second. */
    public static ReportData of(ReportSources sources) {
        Architecture chosen = Architecture.parse(sources.manifest().architecture());
        Optional<DeviceProfile> profile = sources.profile();
        List<LayerTime> layers = sources.space()
                .flatMap(space -> profile.map(p -> layers(sources.manifest(), space, p, chosen)))
                .orElse(List.of());
        Optional<LatencyCorrection> correction = LatencyCorrection.of(sources.manifest(), layers);
        Comparison comparison = Comparison.of(sources, layers);
        List<String> missing = new ArrayList<>(sources.missing());
        missing.addAll(comparison.missing());
        return new ReportData(
                sources.manifest(),
                sources.space().map(space -> StageShape.of(space, chosen)).orElse(List.of()),
                correction.map(c -> c.corrected(layers)).orElse(layers),
                comparison.tradeOffs(),
                correction,
                profile.map(DeviceProfile::nets).orElse(List.of()),
                profile.flatMap(DeviceProfile::measurement).map(DeviceMeasurement::measuredAt),
                missing);
    }

    /** The latency that was asked for, exactly. */
    String budget() {
        return new LatencyBudget(manifest.budgets().latencyNanos()).toString().replace(' ', '\u00a0');
    }

    /** The unit of its latencies. */
    TimeScale time() {
        return TimeScale.of((double) manifest.budgets().latencyNanos());
    }

    /** By the profile alone. */
    private static List<LayerTime> layers(
            SpecializationManifest manifest, SearchSpace space, DeviceProfile profile, Architecture chosen) {
        LatencyModel model = LatencyModel.of(profile, space, manifest.latency().quantile());
        List<Layer> layers = space.lower(chosen).layers();
        List<LayerTime> times = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            times.add(new LayerTime(
                    part(space, layer, i), layer.name(), layer.key(), model.layerNanos(chosen.resolution(), layer)));
        }
        return times;
    }

    private static String part(SearchSpace space, Layer layer, int index) {
        if (index < space.stem().size()) {
            return "stem";
        }
        return layer.name().startsWith("stages.") ? "stages" : "head";
    }
}
