package dev.specialize.modelled;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Precision;
import dev.specialize.devices.SourceFile;
import dev.specialize.devices.Timing;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.latency.SpaceBlocks;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A device as a few coefficients, which tell how long any layer of any search space takes on it: not measured, and
 * roughly right, for who has no such device at hand.
 *
 * @param format {@value #FORMAT}
 * @param name of the device: letters, digits, dots, dashes and underscores
 * @param hardware what the times are of, in words
 * @param threads that compute one image
 */
public record ModelledDevice(
        String format,
        String name,
        String hardware,
        Precision precision,
        int threads,
        Coefficients coefficients,
        ModelFit fit) {
    public static final String FORMAT = "modelled-device/1";

    public ModelledDevice {
        Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        DeviceProfile.requireName(name);
        Require.text("hardware", hardware);
        Require.that(threads >= 1, "threads", "must be at least 1", threads);
    }

    /** @throws InvalidFileException if the file is missing or not a modelled device */
    public static ModelledDevice read(Path file) {
        return JsonFile.read(file, ModelledDevice.class);
    }

    public void write(Path file) {
        JsonFile.write(file, this);
    }

    /** What one layer adds to the latency of a network. */
    public double nanos(Layer layer) {
        return coefficients.nanos(Workload.of(layer));
    }

    /** The latency of a network: the sum over its layers. */
    public double nanos(Network network) {
        return coefficients.nanos(Workload.of(network));
    }

    /** The times of all layers that networks of the space have at any of its resolutions, by the layer's key. */
    public SortedMap<String, Timing> timings(SearchSpace space) {
        SpaceBlocks blocks = new SpaceBlocks(space);
        SortedMap<String, Timing> timings = new TreeMap<>();
        for (int resolution : space.resolutions()) {
            for (Layer layer : blocks.at(resolution)) {
                timings.computeIfAbsent(layer.key(), key -> Timing.estimated(nanos(layer)));
            }
        }
        return timings;
    }

    /** What the model says of a space, for one image at a time. */
    public DeviceProfile profile(SearchSpace space) {
        SourceFile source = new SourceFile(name + ".json", Sha256.of(JsonFile.text(this)));
        return DeviceProfile.modelled(
                name,
                new SpaceBlocks(space).identity(),
                List.of(source),
                timings(space),
                space.resolutions(),
                fit.expectedErrorPercent() / 100);
    }
}
