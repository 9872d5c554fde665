package dev.specialize.devices;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How long the blocks of one search space take on one device with one runtime, what whole networks took there, and how
 * much either is to be believed: all that a latency model needs.
 *
 * @param format {@value #FORMAT}
 * @param name of the device: letters, digits, dots, dashes and underscores
 * @param space whose blocks are in the table
 * @param batch images that one run takes
 * @param measurement on the device; empty of an imported or modelled profile, whose device and runtime are the publisher's
 *     to know
 * @param sources the files that it was made from, if any
 * @param timingByBlock by the key of the block's layer; where a time holds in networks of one resolution only, {@code
 *     @resolution} follows, such as {@code pool:r7:1152@224}
 * @param resolutions that it covers, ascending
 * @param nets whole networks that were timed
 * @param prior how far the table may be off
 * @param heldOutError of predictions for networks that the model did not know; empty where none was checked
 */
public record DeviceProfile(
        String format,
        String name,
        Provenance provenance,
        ProfiledSpace space,
        int batch,
        Optional<DeviceMeasurement> measurement,
        List<SourceFile> sources,
        SortedMap<String, Timing> timingByBlock,
        List<Integer> resolutions,
        List<MeasuredNet> nets,
        LatencyPrior prior,
        Optional<PredictionError> heldOutError) {
    public static final String FORMAT = "device-profile/4";

    private static final Pattern FORMER_FORMAT = Pattern.compile("\"device-profile/[1-3]\"");

    public DeviceProfile {
        Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        requireName(name);
        Require.atLeast(1, "batch", batch);
        Require.that(
                provenance != Provenance.MEASURED || measurement.isPresent(),
                "measurement",
                "must be there in a measured profile",
                "none");
        sources = List.copyOf(sources);
        Require.that(
                provenance != Provenance.IMPORTED || !sources.isEmpty(),
                "sources",
                "must not be empty in an imported profile",
                sources);
        timingByBlock = Collections.unmodifiableSortedMap(new TreeMap<>(timingByBlock));
        Require.that(!timingByBlock.isEmpty(), "timingByBlock", "must not be empty", timingByBlock);
        resolutions = List.copyOf(resolutions);
        for (int i = 0; i < resolutions.size(); i++) {
            boolean ascending = resolutions.get(i) > (i == 0 ? 0 : resolutions.get(i - 1));
            Require.that(ascending, "resolutions", "must be above 0 and ascend", resolutions);
        }
        nets = List.copyOf(nets);
    }

    /** A profile of published times that nobody checked on the device: the table is taken as it is. */
    public static DeviceProfile imported(
            String name,
            ProfiledSpace space,
            List<SourceFile> sources,
            SortedMap<String, Timing> timingByBlock,
            List<Integer> resolutions) {
        return new DeviceProfile(
                FORMAT,
                name,
                Provenance.IMPORTED,
                space,
                1,
                Optional.empty(),
                sources,
                timingByBlock,
                resolutions,
                List.of(),
                LatencyPrior.CERTAIN,
                Optional.empty());
    }

    /**
     * A profile of times that were computed from a description of the device.
     *
     * @param relativeError usual error of its predictions for whole networks that it was not fitted to, such as 0.06
     */
    public static DeviceProfile modelled(
            String name,
            ProfiledSpace space,
            List<SourceFile> sources,
            SortedMap<String, Timing> timingByBlock,
            List<Integer> resolutions,
            double relativeError) {
        return new DeviceProfile(
                FORMAT,
                name,
                Provenance.MODELLED,
                space,
                1,
                Optional.empty(),
                sources,
                timingByBlock,
                resolutions,
                List.of(),
                LatencyPrior.ofError(relativeError),
                Optional.empty());
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

    /** The key of a time that holds in networks of one resolution only. */
    public static String keyAt(int resolution, String block) {
        return block + "@" + resolution;
    }

    /** @throws InvalidFileException if the file is missing or not a device profile */
    public static DeviceProfile read(Path file) {
        String json = JsonFile.readText(file);
        if (FORMER_FORMAT.matcher(json).find()) {
            throw new InvalidFileException(
                    file,
                    "is of a former format. Maybe make it anew as it was made: specialize profile, or by what it was"
                            + " imported with");
        }
        return JsonFile.parse(json, file, DeviceProfile.class);
    }

    public void write(Path file) {
        JsonFile.write(file, this);
    }

    /** As what profiles that are made from it remember it: its file, wherever that is. */
    public SourceFile asSource() {
        return new SourceFile(name + ".json", Sha256.of(JsonFile.text(this)));
    }

    /** Standard deviation of a modelled device's error for whole networks, in percent; empty of another profile. */
    public Optional<Double> expectedErrorPercent() {
        return provenance == Provenance.MODELLED ? Optional.of(100 * prior.scale()) : Optional.empty();
    }

    /** Of the models that its times are of; publishers' and modelled times are of fp32. */
    public Precision precision() {
        return measurement.map(m -> m.runtime().precision()).orElse(Precision.FP32);
    }

    /** Number of blocks whose time was computed from others' instead of measured. */
    public long estimatedBlocks() {
        return timingByBlock.values().stream().filter(Timing::estimated).count();
    }

    /** @throws ProfileMismatchException if it was made for another search space */
    public void requireSpace(ProfiledSpace used) {
        String what = space.name().equals(used.name())
                ? "search space of the same name, but with other widths, classes or resolutions,"
                : "search space";
        require(what, space, used);
    }

    /** @throws ProfileMismatchException if it was made for runs of another number of images */
    public void requireBatch(int used) {
        require("batch", batch, used);
    }

    /** @throws ProfileMismatchException if its times are of models of another precision */
    public void requirePrecision(Precision used) {
        require("precision", precision(), used);
    }

    /** @throws ProfileMismatchException if its networks' times do not tell how slow such a run is */
    public void requireQuantile(LatencyQuantile used) {
        boolean known = nets.stream().anyMatch(net -> net.timing().spread().isPresent());
        if (used != LatencyQuantile.P50 && !known) {
            throw new ProfileMismatchException(name, provenance, used);
        }
    }

    /** @throws ProfileMismatchException if it was made with another runtime, number of threads or precision */
    public void requireRuntime(RuntimeSettings used) {
        require("runtime", measured(DeviceMeasurement::runtime, "runtime", used), used);
    }

    /** @throws ProfileMismatchException if it was made on another machine */
    public void requireDevice(DeviceIdentity used) {
        require("device", measured(DeviceMeasurement::device, "device", used), used);
    }

    private <T> T measured(Function<DeviceMeasurement, T> part, String what, T used) {
        return measurement.map(part).orElseThrow(() -> new ProfileMismatchException(name, provenance, what, used));
    }

    private void require(String what, Object made, Object used) {
        if (!made.equals(used)) {
            throw new ProfileMismatchException(name, what, made, used);
        }
    }
}
