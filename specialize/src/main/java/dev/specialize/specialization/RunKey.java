package dev.specialize.specialization;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import java.util.Collections;
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
        String version) {
    /** Name of the device's profile among the inputs. */
    static final String PROFILE = "profile";

    public RunKey {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** That of a run that is asked for. */
    public static RunKey of(
            Request request,
            SupernetInputs supernet,
            DeviceProfile profile,
            LatencyPromise promise,
            ExportRecord export) {
        return new RunKey(
                RunTarget.of(supernet.name(), profile.name(), request),
                export,
                promise,
                request.search().seed(),
                request.search().evaluations(),
                request.evaluations(),
                request.ranking(),
                inputs(supernet, profile),
                Versions.ours());
    }

    /** That of a run that was made. */
    static RunKey of(SpecializationManifest manifest) {
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
                manifest.versions().getOrDefault(Versions.OURS, ""));
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
