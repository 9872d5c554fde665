package dev.specialize.cli;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.DeviceState;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.Provenance;
import dev.specialize.devices.Samples;
import dev.specialize.devices.SourceFile;
import dev.specialize.files.JsonFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A device profile in a few lines for a person.
 *
 * @param file of the profile; empty of a modelled device, which has none
 */
record ProfileSummary(DeviceProfile profile, Optional<Path> file) {
    static final String UNCHECKED = "not checked on the device";

    ProfileSummary(DeviceProfile profile, Path file) {
        this(profile, Optional.of(file));
    }

    /** Prints it, or the whole profile as JSON. */
    void print(PrintWriter out, boolean json) {
        out.print(json ? JsonFile.text(profile) : text());
        out.flush();
    }

    String text() {
        return line("profile", file.map(Path::toString).orElse("in no file; the program knows the device by itself"))
                + profile.measurement().map(ProfileSummary::device).orElseGet(this::source)
                + line("space", profile.space().name() + ", batch " + profile.batch())
                + line("blocks", blocks())
                + line("sizes", resolutions())
                + (profile.nets().isEmpty() ? "" : line("networks", networks()))
                + line("error", quality(profile));
    }

    /** What is known of the predictions' error, in a few words. */
    static String quality(DeviceProfile profile) {
        return profile.heldOutError()
                .map(ProfileSummary::error)
                .or(() -> profile.expectedErrorPercent()
                        .map(percent -> String.format(Locale.ROOT, "expected error %.1f %%", percent)))
                .orElse(UNCHECKED);
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-9s %s%n", name, value);
    }

    private static String device(DeviceMeasurement measurement) {
        List<Double> reference = measurement.referenceNanos();
        return line("device", measurement.device().toString())
                + line("runtime", measurement.runtime().toString())
                + line("measured", measurement.measuredAt() + state(measurement.before(), measurement.after()))
                + (reference.isEmpty() ? "" : line("drift", drift(new Samples(reference))));
    }

    private static String state(DeviceState before, DeviceState after) {
        String governor = before.governor().map(g -> ", governor " + g).orElse("");
        String clock = before.kilohertz()
                .flatMap(b -> after.kilohertz().map(a -> ", from " + b / 1000 + " to " + a / 1000 + " MHz"))
                .orElse("");
        String heat = before.celsius()
                .flatMap(b -> after.celsius().map(a -> String.format(Locale.ROOT, ", from %.0f to %.0f \u00b0C", b, a)))
                .orElse("");
        return governor + clock + heat;
    }

    private static String drift(Samples reference) {
        return String.format(
                Locale.ROOT,
                "the reference network took %.3g to %.3g ms in %d visits, usually %.3g ms",
                reference.quantileNanos(0.05) / 1e6,
                reference.quantileNanos(0.95) / 1e6,
                reference.nanos().size(),
                reference.medianNanos() / 1e6);
    }

    private String source() {
        List<SourceFile> sources = profile.sources();
        String first = sources.isEmpty() ? "" : " from " + sources.get(0).name();
        String others = sources.size() > 1 ? " and " + (sources.size() - 1) + " more" : "";
        String device = profile.provenance() == Provenance.MODELLED
                ? ", as a model of it says; replace it by a measured one with: specialize profile --device"
                        + " adb:SERIAL (or ssh://user@host) --name " + profile.name()
                : ", as the publisher of its times measured it";
        return line("device", profile.name() + device) + line("source", profile.provenance() + first + others);
    }

    private String blocks() {
        long estimated = profile.estimatedBlocks();
        return profile.timingByBlock().size() + (estimated == 0 ? "" : ", " + estimated + " of them estimated");
    }

    private String resolutions() {
        List<Integer> resolutions = profile.resolutions();
        return resolutions.size() == 1
                ? resolutions.get(0) + " px"
                : resolutions.size() + " from " + resolutions.get(0) + " to " + resolutions.get(resolutions.size() - 1)
                        + " px";
    }

    private String networks() {
        long heldOut = profile.nets().stream()
                .filter(net -> net.role() == NetRole.HELD_OUT)
                .count();
        return profile.nets().size() - heldOut + " to learn from, " + heldOut + " held out";
    }

    private static String error(PredictionError error) {
        return String.format(
                Locale.ROOT,
                "%.1f %% on %d networks that it did not know; %.0f %% of them within 5 %%, %.0f %% within 10 %%, %.0f %%"
                        + " within their 95 %% interval",
                error.meanAbsolutePercent(),
                error.nets(),
                error.within5Percent(),
                error.within10Percent(),
                error.withinIntervalPercent());
    }
}
