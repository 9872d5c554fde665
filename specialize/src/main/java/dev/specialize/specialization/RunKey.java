package dev.specialize.specialization;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.export.ModelPrecision;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that decides what a run comes to, but for what is measured on the device and for the versions of libraries. A run
 * whose key is that of a model that is there already need not be made.
 *
 * @param predictions subnets to predict, at most
 * @param evaluations subnets to evaluate on images, where somebody said how many
 * @param inputs SHA-256 of the files that it rests on, by name
 * @param others precisions that are tried beside the model's, and SHA-256 of the device's profile for each
 * @param version of this program
 */
public record RunKey(
        RunTarget target,
        ExportRecord export,
        LatencyPromise promise,
        long seed,
        int predictions,
        Optional<Integer> evaluations,
        Ranking ranking,
        SortedMap<String, String> inputs,
        SortedMap<ModelPrecision, String> others,
        String version) {
    /** Name of the device's profile among the inputs. */
    static final String PROFILE = "profile";

    public RunKey {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /**
     * Those that a run which is asked for may have: it tries precisions, and any may turn out best.
     *
     * @param trials how the models are exported, and the device's profile, for each precision
     */
    public static List<RunKey> of(
            Request request, SupernetInputs supernet, Map<ModelLabel, DeviceProfile> trials, LatencyPromise promise) {
        return trials.keySet().stream()
                .map(label -> of(request, supernet, trials.get(label), promise, label, others(trials, label)))
                .toList();
    }

    private static SortedMap<ModelPrecision, String> others(Map<ModelLabel, DeviceProfile> trials, ModelLabel chosen) {
        SortedMap<ModelPrecision, String> others = new TreeMap<>();
        trials.forEach((label, profile) -> others.put(label.precision(), hash(profile)));
        others.remove(chosen.precision());
        return others;
    }

    private static RunKey of(
            Request request,
            SupernetInputs supernet,
            DeviceProfile profile,
            LatencyPromise promise,
            ModelLabel label,
            SortedMap<ModelPrecision, String> others) {
        return new RunKey(
                RunTarget.of(supernet.name(), profile.name(), request),
                ExportRecord.of(profile.batch(), label),
                promise,
                request.search().seed(),
                request.search().evaluations(),
                request.evaluations(),
                request.ranking(),
                inputs(supernet, profile),
                others,
                Versions.ours());
    }

    /** That of a run that was made. */
    public static RunKey of(SpecializationManifest manifest) {
        return new RunKey(
                RunTarget.of(manifest),
                manifest.export(),
                new LatencyPromise(
                        manifest.latency().quantile(), manifest.latency().confidence()),
                manifest.search().seed(),
                manifest.asked().predictions(),
                manifest.asked().evaluations(),
                manifest.asked().ranking(),
                manifest.inputs(),
                others(manifest),
                manifest.versions().getOrDefault(Versions.OURS, ""));
    }

    private static SortedMap<ModelPrecision, String> others(SpecializationManifest manifest) {
        SortedMap<ModelPrecision, String> others = new TreeMap<>();
        manifest.others().forEach(other -> others.put(other.precision(), other.profile()));
        return others;
    }

    static SortedMap<String, String> inputs(SupernetInputs supernet, DeviceProfile profile) {
        SortedMap<String, String> inputs = new TreeMap<>(supernet.hashes());
        inputs.put(PROFILE, hash(profile));
        return inputs;
    }

    /** Of a profile's content, whichever file it is in and however that is laid out. */
    static String hash(DeviceProfile profile) {
        return Sha256.of(JsonFile.text(profile));
    }
}
