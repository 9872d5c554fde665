package dev.specialize.devices;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How long the blocks of one search space take on one device with one runtime, and how well their sum predicts whole
 * networks.
 *
 * @param format {@value #FORMAT}
 * @param name of the device: letters, digits, dots, dashes and underscores
 * @param space whose blocks are in the table
 * @param measurement on the device; empty of an imported profile, whose device, runtime and error are the publisher's to
 *     know
 * @param sources the files that an imported profile was taken over from
 * @param timingByBlock by the key of the block's layer; where a time holds in networks of one resolution only, {@code
 *     @resolution} follows, such as {@code pool:r7:1152@224}
 * @param scales one for each resolution that the profile covers, ascending
 * @param relativeMargin share of a prediction to add, so that 95 % of networks are not slower; 0 where nothing was checked
 *     on the device, which says nothing about the error
 */
public record DeviceProfile(
        String format,
        String name,
        Provenance provenance,
        ProfiledSpace space,
        Optional<DeviceMeasurement> measurement,
        List<SourceFile> sources,
        SortedMap<String, Timing> timingByBlock,
        List<ResolutionScale> scales,
        double relativeMargin) {
    public static final String FORMAT = "device-profile/2";

    private static final String FORMER_FORMAT = "\"device-profile/1\"";

    public DeviceProfile {
        Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        requireName(name);
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
        scales = List.copyOf(scales);
        for (int i = 1; i < scales.size(); i++) {
            boolean ascending = scales.get(i - 1).resolution() < scales.get(i).resolution();
            Require.that(ascending, "scales", "must ascend by resolution", scales);
        }
        Require.notNegative("relativeMargin", relativeMargin);
    }

    /** A profile of published times that nobody checked on the device: each resolution counts its own, unscaled. */
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
                Optional.empty(),
                sources,
                timingByBlock,
                resolutions.stream().map(r -> new ResolutionScale(r, 0, 1)).toList(),
                0);
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
        if (json.contains(FORMER_FORMAT)) {
            throw new InvalidFileException(
                    file, "is of a former format. Maybe make a new one with: specialize profile");
        }
        return JsonFile.parse(json, file, DeviceProfile.class);
    }

    public void write(Path file) {
        JsonFile.write(file, this);
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
