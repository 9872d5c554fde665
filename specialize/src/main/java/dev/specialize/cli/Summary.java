package dev.specialize.cli;

import dev.specialize.export.ModelInterface;
import dev.specialize.platform.Platform;
import dev.specialize.specialization.AccuracyInterval;
import dev.specialize.specialization.OtherPrecision;
import dev.specialize.specialization.Ranking;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SpecializationManifest.Accuracy;
import dev.specialize.specialization.SpecializationManifest.Device;
import dev.specialize.specialization.SpecializationManifest.Evaluated;
import dev.specialize.specialization.SpecializationManifest.Latency;
import dev.specialize.specialization.SpecializationManifest.MeasuredLatency;
import dev.specialize.specialization.SpecializationManifest.RandomBest;
import dev.specialize.specialization.SpecializationManifest.SearchRecord;
import dev.specialize.specialization.Statistics;
import dev.specialize.specialization.VerificationInputs;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** A manifest in a few lines for a person. */
record Summary(SpecializationManifest manifest, Path model) {
    String text() {
        return String.join(
                "",
                line("model", model.toString()),
                platform(),
                line("subnet", manifest.architecture()),
                line("latency", latency()),
                line("accuracy", accuracy()),
                line("cost", cost()),
                line("verified", verified()),
                precision(),
                line("search", searched()),
                line("random", random()));
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-9s %s%n", name, value);
    }

    /** Nothing for the usual. */
    private String platform() {
        String inside = manifest.export().modelInterface() == ModelInterface.PIXELS_TO_PROBABILITIES
                ? ", pixels in and probabilities out, timed without that"
                : "";
        boolean usual = inside.isEmpty()
                && manifest.export().platform().equals(Platform.onnx().name());
        return usual ? "" : line("platform", manifest.export().platform() + inside);
    }

    /** Nothing for the usual. */
    private String precision() {
        String others = manifest.others().stream()
                .map(other -> line("instead of", instead(other)))
                .collect(Collectors.joining());
        return new PrecisionSummary(manifest.export().precision(), manifest.loss(), manifest.quantization()).text()
                + others;
    }

    private static String instead(OtherPrecision other) {
        String made = other.accuracy()
                .flatMap(a ->
                        other.nanos().map(n -> String.format(Locale.ROOT, "%.1f %%, %s", 100 * a, milliseconds(n))))
                .orElse("");
        return other.precision() + ": " + other.problem().orElse(made);
    }

    private String latency() {
        Latency latency = manifest.latency();
        return String.format(
                Locale.ROOT,
                "%s, %s predicted \u00b1 %.1f %%, budget %s (%s, %.3g %% sure), on %s (%s)",
                latency.measured().map(Summary::measured).orElse("not measured"),
                milliseconds(latency.predictedNanos()),
                100 * latency.deviationNanos() / latency.predictedNanos(),
                milliseconds((double) manifest.budgets().latencyNanos()),
                latency.quantile(),
                100 * latency.confidence(),
                manifest.device().name(),
                known());
    }

    private static String measured(MeasuredLatency measured) {
        return String.format(
                Locale.ROOT,
                "%s measured in %d processes, at most %s",
                milliseconds(measured.meanNanos()),
                measured.nanosByProcess().size(),
                milliseconds(measured.boundNanos()));
    }

    /** How far the device's profile is to be believed. */
    private String known() {
        Device device = manifest.device();
        return device.heldOutError()
                .map(e -> String.format(Locale.ROOT, "profile error %.1f %%", e.meanAbsolutePercent()))
                .or(() -> device.expectedErrorPercent().map(Summary::modelled))
                .orElse("table " + device.provenance() + ", not checked on the device");
    }

    private static String modelled(double expectedErrorPercent) {
        return String.format(
                Locale.ROOT, "modelled, expected error %.1f %%; specialize profile measures one", expectedErrorPercent);
    }

    private String accuracy() {
        Accuracy accuracy = manifest.accuracy();
        String measured = accuracy.measured()
                .map(m -> String.format(
                        Locale.ROOT,
                        "%.1f %% measured on %,d %s images (95 %%: %.1f to %.1f%s)",
                        100 * m.share(),
                        m.images(),
                        m.split(),
                        100 * m.lowest(),
                        100 * m.highest(),
                        manifest.choseItsPrecisionByImages() ? "; the precision was chosen by them" : ""))
                .orElse("not measured");
        String caution = manifest.statistics() == Statistics.SLICED ? "; not recalibrated" : "";
        return measured + ", " + predicted() + caution;
    }

    private String predicted() {
        Accuracy accuracy = manifest.accuracy();
        return manifest.predictedAccuracy()
                .map(predicted -> String.format(Locale.ROOT, "%.1f %% predicted", 100 * predicted)
                        + accuracy.interval().map(Summary::interval).orElse("")
                        + origin(accuracy))
                .orElse(Ranking.ANGLE.told());
    }

    private static String interval(AccuracyInterval interval) {
        return String.format(Locale.ROOT, " (95 %%: %.1f to %.1f)", 100 * interval.lowest(), 100 * interval.highest());
    }

    /** How far off others' predictors are on this supernet, nobody has measured. */
    private static String origin(Accuracy accuracy) {
        return accuracy.predictor().isPresent() ? "" : " (by an imported predictor: to rank by, not to promise)";
    }

    private String cost() {
        return String.format(
                Locale.ROOT,
                "%.2f million MACs, %,d parameters, %,d bytes of model, %,d bytes of activations at most",
                manifest.cost().macs() / 1e6,
                manifest.cost().parameters(),
                manifest.modelBytes(),
                manifest.cost().peakActivationBytes());
    }

    private String verified() {
        return String.format(
                Locale.ROOT,
                "%slogits differ by %.1e of their scale, same class for %d of %d %s",
                PrecisionSummary.ofFloats(manifest.export().precision()),
                manifest.verification().relativeDifference(),
                manifest.verification().sameClass(),
                manifest.verification().images(),
                manifest.verifiedOn() == VerificationInputs.NOISE ? "random inputs" : "images");
    }

    private String searched() {
        SearchRecord search = manifest.search();
        SearchEffort effort = new SearchEffort(search.evaluations(), search.seconds(), search.optimality());
        return effort + evaluated(manifest.accuracy().evaluated());
    }

    private static String evaluated(Evaluated evaluated) {
        return evaluated.subnets() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %,d subnets evaluated on %,d other images",
                        evaluated.subnets(),
                        evaluated.images());
    }

    private String random() {
        return manifest.search()
                .random()
                .map(r -> String.format(
                        Locale.ROOT,
                        "search of as many subnets at random: %s%s",
                        predicted(r),
                        milliseconds(r.predictedNanos())))
                .orElse("search of as many subnets at random: none within the budget");
    }

    private String predicted(RandomBest found) {
        return manifest.predictedAccuracy()
                .flatMap(own -> found.predictedAccuracy())
                .map(accuracy -> String.format(Locale.ROOT, "%.1f %% predicted, ", 100 * accuracy))
                .orElse("");
    }

    private static String milliseconds(double nanos) {
        return String.format(Locale.ROOT, "%.3g ms", nanos / 1e6);
    }
}
