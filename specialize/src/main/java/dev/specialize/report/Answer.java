package dev.specialize.report;

import dev.specialize.space.Architecture;
import dev.specialize.specialization.Ranking;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SpecializationManifest.Device;
import dev.specialize.specialization.SpecializationManifest.Latency;
import dev.specialize.specialization.SpecializationManifest.MeasuredLatency;
import dev.specialize.specialization.SpecializationManifest.MeasuredShare;
import dev.specialize.specialization.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody wants to know who reads no further. */
record Answer(ReportData data) {
    private static final String RANKED = "it was " + Ranking.ANGLE.told() + ", which predicts none";

    private SpecializationManifest manifest() {
        return data.manifest();
    }

    String title() {
        return manifest().supernet() + " on " + manifest().device().name() + ", " + data.budget();
    }

    List<Node> content() {
        Verdict verdict = Verdict.of(manifest());
        List<Node> content = new ArrayList<>();
        content.add(Element.of("h1", title()));
        content.add(
                Element.of("p", Element.of("span", verdict.toString()).with("class", "verdict " + verdict.style())));
        content.add(Element.of("p", sentence()).with("class", "answer"));
        if (manifest().statistics() == Statistics.SLICED) {
            content.add(Element.of("p", "Caution: " + Statistics.NOT_RECALIBRATED + "."));
        }
        content.add(figures());
        return content;
    }

    String sentence() {
        Device device = manifest().device();
        Latency latency = manifest().latency();
        String where = device.name() + device.model().map(m -> " (" + m + ")").orElse("");
        return String.format(
                Locale.ROOT,
                "The subnet of %s that was chosen for %s within %s takes %s%s and is right about %s.",
                manifest().supernet(),
                where,
                data.budget(),
                latency.measured().map(this::measured).orElseGet(this::predicted),
                device.batch() == 1 ? "" : " for " + device.batch() + " images at a time",
                accuracy());
    }

    private String measured(MeasuredLatency measured) {
        return String.format(
                Locale.ROOT,
                "%s as measured in %d processes (at most %s with %s confidence; %s were predicted)",
                data.time().text(measured.meanNanos()),
                measured.nanosByProcess().size(),
                data.time().text(measured.boundNanos()),
                Digits.percentAsGiven(manifest().latency().confidence()),
                data.time().text(manifest().latency().predictedNanos()));
    }

    private String predicted() {
        Latency latency = manifest().latency();
        return String.format(
                Locale.ROOT,
                "%s as predicted (\u00b1 %.1f\u00a0%%; within the budget with a chance of %.3g\u00a0%%)",
                data.time().text(latency.predictedNanos()),
                100 * latency.deviationNanos() / latency.predictedNanos(),
                100 * latency.probability());
    }

    private String accuracy() {
        return manifest()
                .accuracy()
                .measured()
                .map(m -> measured(m) + "; "
                        + predictedShare().map(p -> p + " were predicted").orElse(RANKED))
                .orElseGet(() -> predictedShare()
                        .map(p -> p + " of images as predicted, which was not measured")
                        .orElse("some share of images, which was not measured; " + RANKED));
    }

    private Optional<String> predictedShare() {
        return manifest().predictedAccuracy().map(share -> Digits.percent(share, 1));
    }

    private static String measured(MeasuredShare share) {
        return String.format(
                Locale.ROOT,
                "%s of %,d %s images (95\u00a0%%: %.1f to %.1f\u00a0%%)",
                Digits.percent(share.share(), 1),
                share.images(),
                share.split(),
                100 * share.lowest(),
                100 * share.highest());
    }

    private Element figures() {
        SpecializationManifest made = manifest();
        return Element.of(
                        "dl",
                        figure("Model file", Digits.bytes(made.modelBytes())),
                        figure("MACs", Digits.prefixed(made.cost().macs())),
                        figure("Parameters", Digits.prefixed(made.cost().parameters())),
                        figure("Activations", Digits.bytes(made.cost().peakActivationBytes())),
                        figure("Input", resolution() + "\u00d7" + resolution() + " px"),
                        figure("Verified", made.verification().images() + "\u00a0inputs"))
                .with("class", "figures");
    }

    private int resolution() {
        return Architecture.parse(manifest().architecture()).resolution();
    }

    private static Element figure(String name, String value) {
        return Element.of("div", Element.of("dt", name), Element.of("dd", value));
    }
}
