package dev.specialize.devices;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long the blocks of one search space take on one device with one runtime, and how well their sum predicts whole
 * networks.
 *
 * @param format {@value #FORMAT}
 * @param name of the device: letters, digits, dots, dashes and underscores
 * @param device the machine that was measured
 * @param space whose blocks are in the table
 * @param sampling of each visit to a model
 * @param timingByBlock by the key of the block's layer
 * @param referenceNanos the latency of one and the same network, from the first to the last moment of the measurement
 * @param scales one for each resolution of the space, ascending
 * @param calibrationNets what the scales were fitted to
 * @param heldOutNets what they were not fitted to
 * @param heldOutError of the predictions for the held-out networks
 * @param relativeMargin share of a prediction to add, so that 95 % of networks are not slower
 */
public record DeviceProfile(
        String format,
        String name,
        Provenance provenance,
        DeviceIdentity device,
        RuntimeSettings runtime,
        ProfiledSpace space,
        Instant measuredAt,
        Sampling sampling,
        SortedMap<String, Timing> timingByBlock,
        List<Double> referenceNanos,
        List<ResolutionScale> scales,
        List<MeasuredNet> calibrationNets,
        List<MeasuredNet> heldOutNets,
        PredictionError heldOutError,
        double relativeMargin) {
    public static final String FORMAT = "device-profile/1";

    public DeviceProfile {
        Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        requireName(name);
        timingByBlock = Collections.unmodifiableSortedMap(new TreeMap<>(timingByBlock));
        Require.that(!timingByBlock.isEmpty(), "timingByBlock", "must not be empty", timingByBlock);
        referenceNanos = List.copyOf(referenceNanos);
        referenceNanos.forEach(n -> Require.positive("referenceNanos", n));
        scales = List.copyOf(scales);
        for (int i = 1; i < scales.size(); i++) {
            boolean ascending = scales.get(i - 1).resolution() < scales.get(i).resolution();
            Require.that(ascending, "scales", "must ascend by resolution", scales);
        }
        calibrationNets = List.copyOf(calibrationNets);
        heldOutNets = List.copyOf(heldOutNets);
        Require.notNegative("relativeMargin", relativeMargin);
    }

    /** @throws IllegalArgumentException if this cannot be the name of a device, and so of its file */
    public static String requireName(String name) {
        Require.that(
                name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
                "name",
                "must be letters, digits, dots, dashes and underscores",
                "'" + name + "'");
        return name;
    }

    /** @throws InvalidFileException if the file is missing or not a device profile */
    public static DeviceProfile read(Path file) {
        return JsonFile.read(file, DeviceProfile.class);
    }

    public void write(Path file) {
        JsonFile.write(file, this);
    }

    /** @throws ProfileMismatchException if it was made for another search space */
    public void requireSpace(ProfiledSpace used) {
        require("search space", space, used);
    }

    /** @throws ProfileMismatchException if it was made with another runtime, number of threads or precision */
    public void requireRuntime(RuntimeSettings used) {
        require("runtime", runtime, used);
    }

    /** @throws ProfileMismatchException if it was made on another machine */
    public void requireDevice(DeviceIdentity used) {
        require("device", device, used);
    }

    private void require(String what, Object made, Object used) {
        if (!made.equals(used)) {
            throw new ProfileMismatchException(name, what, made, used);
        }
    }
}
