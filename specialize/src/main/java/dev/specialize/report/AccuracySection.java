package dev.specialize.report;

import dev.specialize.predictor.PredictorQuality;
import dev.specialize.report.TradeOff.Range;
import dev.specialize.specialization.SpecializationManifest.Accuracy;
import dev.specialize.specialization.SpecializationManifest.MeasuredShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How often the model is right, and how sure that is. */
record AccuracySection(ReportData data) implements Section {
    private static final String PREDICTED_BY =
            " The pairs that the accuracy predictor was fitted to were measured on these images too, among others: a"
                    + " little of what it chose the subnet by may be luck with them.";

    private static final String PRECISION_CHOSEN =
            " Models in several precisions were compared on the same images, and this one was right about most: a part of"
                    + " that may be luck.";

    @Override
    public String id() {
        return "accuracy";
    }

    @Override
    public String title() {
        return "Accuracy";
    }

    private Accuracy accuracy() {
        return data.manifest().accuracy();
    }

    @Override
    public List<Node> content() {
        List<Node> content = new ArrayList<>();
        List<IntervalDrawing.Row> rows = rows();
        if (!rows.isEmpty()) {
            content.add(new IntervalDrawing(rows).svg());
        }
        content.add(Element.of("p", measured()));
        content.add(Element.of("p", predictor()));
        return content;
    }

    private List<IntervalDrawing.Row> rows() {
        List<IntervalDrawing.Row> rows = new ArrayList<>();
        data.manifest()
                .predictedAccuracy()
                .ifPresent(predicted -> rows.add(new IntervalDrawing.Row(
                        "predicted",
                        accuracy()
                                .interval()
                                .map(i -> new Range(predicted, i.lowest(), i.highest()))
                                .orElseGet(() -> Range.exact(predicted)),
                        "")));
        accuracy()
                .measured()
                .ifPresent(m -> rows.add(new IntervalDrawing.Row(
                        "measured", new Range(m.share(), m.lowest(), m.highest()), " measured")));
        return rows;
    }

    private String measured() {
        return accuracy()
                .measured()
                .map(this::measured)
                .orElse("It was not measured: the supernet has no images for that.");
    }

    private String measured(MeasuredShare share) {
        boolean chose = data.manifest().choseItsPrecisionByImages();
        boolean predicted = data.manifest().wasPredictedByItsImages();
        return String.format(
                Locale.ROOT,
                "The exported file itself is right about %,d of %,d %s images that no weight has seen%s; the interval is"
                        + " Wilson's, from the number of images.%s%s",
                Math.round(share.share() * share.images()),
                share.images(),
                share.split(),
                chose || predicted ? "" : " and that the choice did not rest on",
                predicted ? PREDICTED_BY : "",
                chose ? PRECISION_CHOSEN : "");
    }

    private String predictor() {
        if (data.manifest().predictedAccuracy().isEmpty()) {
            return "Subnets were ranked by the angle that their weights turned in training: a rank, which predicts no"
                    + " accuracy.";
        }
        int evaluated = accuracy().evaluated().subnets();
        return accuracy()
                        .predictor()
                        .map(AccuracySection::predictor)
                        .orElse("Others fitted the accuracy predictor, and nobody"
                                + " measured it on this supernet: its numbers are to rank by, not to promise.")
                + (evaluated == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " It also learnt from %,d subnets that were evaluated on %,d other images.",
                                evaluated,
                                accuracy().evaluated().images()));
    }

    private static String predictor(PredictorQuality quality) {
        return String.format(
                Locale.ROOT,
                "The predictor, on %,d subnets that it was not fitted to: root mean square error %.2f points, Kendall's tau"
                        + " %.2f, Spearman's rank correlation %.2f, %.0f\u00a0%% inside their 95\u00a0%% interval.",
                quality.heldOutPairs(),
                100 * quality.rmse(),
                quality.kendallTau(),
                quality.spearman(),
                100 * quality.coverage());
    }
}
