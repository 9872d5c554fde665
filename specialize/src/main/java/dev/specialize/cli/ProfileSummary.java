package dev.specialize.cli;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.ResolutionScale;
import dev.specialize.devices.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A device profile in a few lines for a person. */
record ProfileSummary(DeviceProfile profile, Path file) {
    static final String UNCHECKED = "not checked on the device";

    String text() {
        return line("profile", file.toString())
                + profile.measurement().map(ProfileSummary::device).orElseGet(this::source)
                + line("space", profile.space().name())
                + line("blocks", blocks())
                + line("sizes", resolutions())
                + line(
                        "error",
                        profile.measurement().map(m -> error(m.heldOutError())).orElse(UNCHECKED))
                + line("margin", margin());
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-9s %s%n", name, value);
    }

    private static String device(DeviceMeasurement measurement) {
        return line("device", measurement.device().model())
                + line("runtime", measurement.runtime().toString());
    }

    private String source() {
        List<SourceFile> sources = profile.sources();
        String first = sources.isEmpty() ? "" : " from " + sources.get(0).name();
        String others = sources.size() > 1 ? " and " + (sources.size() - 1) + " more" : "";
        return line("device", profile.name() + ", as the table's publisher measured it")
                + line("source", profile.provenance() + first + others);
    }

    private String blocks() {
        long estimated = profile.estimatedBlocks();
        return profile.timingByBlock().size() + (estimated == 0 ? "" : ", " + estimated + " of them estimated");
    }

    private String resolutions() {
        List<ResolutionScale> scales = profile.scales();
        return scales.size() == 1
                ? scales.get(0).resolution() + " px"
                : scales.size() + " from " + scales.get(0).resolution() + " to "
                        + scales.get(scales.size() - 1).resolution() + " px";
    }

    private static String error(PredictionError error) {
        return String.format(
                Locale.ROOT,
                "%.1f %% on %d held-out networks; %.0f %% of them within 5 %%, %.0f %% within 10 %%",
                error.meanAbsolutePercent(),
                error.nets(),
                error.within5Percent(),
                error.within10Percent());
    }

    private String margin() {
        return profile.measurement().isPresent()
                ? String.format(Locale.ROOT, "%.1f %%", 100 * profile.relativeMargin())
                : "none, since the error is not known";
    }
}
