package dev.specialize.report;

import dev.specialize.report.Chart.Plot;
import dev.specialize.report.Chart.Point;
import dev.specialize.report.Chart.Series;
import dev.specialize.report.Chart.Style;
import dev.specialize.report.TradeOff.Kind;
import dev.specialize.report.TradeOff.Range;
import dev.specialize.specialization.SpecializationManifest.Accuracy;
import dev.specialize.specialization.SpecializationManifest.Budgets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The chosen subnet among others, by accuracy and latency. */
record FrontSection(ReportData data) implements Section {
    private static final String CHART = "front-chart";

    @Override
    public String id() {
        return "front";
    }

    @Override
    public String title() {
        return "Accuracy over latency";
    }

    @Override
    public List<Node> content() {
        List<Node> content = new ArrayList<>();
        content.add(Element.of("p", explanation()));
        content.add(Chart.place(CHART));
        data.correction()
                .filter(c -> c.isNotable() && !of(Kind.FRONT).isEmpty())
                .map(c -> c.note(data.time(), "The front is"))
                .ifPresent(content::add);
        content.add(table().besideChart());
        return content;
    }

    private String explanation() {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                of(Kind.FRONT).isEmpty()
                        ? "The subnets that the manifest tells of."
                        : "None of the subnets that were searched for this picture is predicted to be both faster and more"
                                + " accurate than one on the front.");
        sentences.add(
                "Lines through points are 95\u00a0% intervals of what is predicted, for accuracy of the chosen subnet"
                        + " alone.");
        if (!of(Kind.MEASURED).isEmpty()) {
            sentences.add(
                    "Those of measured latencies reach from the fastest process to what another one takes at most, with"
                            + " the confidence that was asked for.");
        }
        if (!of(Kind.PUBLISHED).isEmpty()) {
            sentences.add("Published networks were fine-tuned and measured on ImageNet, which no prediction here was.");
        }
        if (!of(Kind.FRONT).isEmpty()) {
            sentences.addAll(cautions());
        }
        return String.join(" ", sentences);
    }

    private List<String> cautions() {
        List<String> cautions = new ArrayList<>();
        Accuracy accuracy = data.manifest().accuracy();
        if (accuracy.evaluated().subnets() > 0) {
            cautions.add("Accuracies are those that the supernet's predictor expected before it learnt from the "
                    + accuracy.evaluated().subnets() + " subnets that this run evaluated; after that it expected "
                    + Digits.percent(data.manifest().predictedAccuracy().orElseThrow(), 2) + " of the chosen one.");
        }
        if (isLimitedOtherwise()) {
            cautions.add("The front knows no limit but latency; the chosen subnet had to keep others too.");
        }
        return cautions;
    }

    private boolean isLimitedOtherwise() {
        Budgets budgets = data.manifest().budgets();
        return Stream.of(budgets.macs(), budgets.parameters(), budgets.modelBytes(), budgets.activationBytes())
                .anyMatch(Optional::isPresent);
    }

    private List<TradeOff> of(Kind kind) {
        return data.tradeOffs().stream().filter(t -> t.kind() == kind).toList();
    }

    @Override
    public List<Chart> charts() {
        List<Series> series = new ArrayList<>();
        Arrays.stream(Kind.values())
                .map(kind -> new Series(
                        kind.title(),
                        style(kind),
                        of(kind).stream().map(this::point).toList()))
                .forEach(series::add);
        series.add(new Series("Budget " + data.budget(), Style.LIMIT, limit()));
        return List.of(new Plot(
                CHART,
                "Predicted accuracy over latency: " + of(Kind.FRONT).size()
                        + " subnets of the Pareto front, the chosen one and" + " the budget of " + data.budget()
                        + ". The same as a table below.",
                "latency, " + data.time().symbol(),
                "predicted accuracy, %",
                series));
    }

    private static Style style(Kind kind) {
        return Style.valueOf(kind.name());
    }

    /** Intervals of accuracy for all of them would hide the rest; they are in the table. */
    private Point point(TradeOff t) {
        Range shown = t.kind() == Kind.PREDICTED
                ? t.accuracy()
                : Range.exact(t.accuracy().value());
        return new Point(
                data.time().value(t.latency().value()),
                data.time().value(t.latency().lowest()),
                data.time().value(t.latency().highest()),
                100 * shown.value(),
                100 * shown.lowest(),
                100 * shown.highest(),
                List.of(t.kind().title(), t.architecture(), latency(t), accuracy(t)));
    }

    /** As high as anything is drawn. */
    private List<Point> limit() {
        double nanos = data.time().value((double) data.manifest().budgets().latencyNanos());
        double[] accuracies = data.tradeOffs().stream()
                .map(this::point)
                .flatMapToDouble(p -> DoubleStream.of(p.yLow(), p.yHigh()))
                .sorted()
                .toArray();
        return List.of(Point.exact(nanos, accuracies[0]), Point.exact(nanos, accuracies[accuracies.length - 1]));
    }

    private String latency(TradeOff t) {
        return data.time().text(t.latency().value()) + interval(t.latency(), data.time()::text);
    }

    private String accuracy(TradeOff t) {
        return Digits.percent(t.accuracy().value(), 2) + interval(t.accuracy(), a -> Digits.percent(a, 2));
    }

    private static String interval(Range range, DoubleFunction<String> text) {
        return range.isExact()
                ? ""
                : String.format(Locale.ROOT, " (%s to %s)", text.apply(range.lowest()), text.apply(range.highest()));
    }

    private Table table() {
        return new Table(
                "Subnets by latency and predicted accuracy, with intervals",
                List.of("What", "#Latency", "#Accuracy", "Subnet"),
                data.tradeOffs().stream()
                        .map(t -> Table.row(t.kind().title(), latency(t), accuracy(t), t.architecture()))
                        .toList());
    }
}
