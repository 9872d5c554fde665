package dev.specialize.report;

import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.report.Chart.Plot;
import dev.specialize.report.Chart.Point;
import dev.specialize.report.Chart.Series;
import dev.specialize.report.Chart.Style;
import dev.specialize.report.TradeOff.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Whether the device's profile is to be believed: networks as they were predicted and measured. */
record PredictionSection(ReportData data) implements Section {
    private static final String CHART = "prediction-chart";

    /** More would be no picture any more. */
    private static final int MOST = 400;

    @Override
    public String id() {
        return "prediction";
    }

    @Override
    public String title() {
        return "Latency, predicted and measured";
    }

    @Override
    public List<Node> content() {
        List<Node> content = new ArrayList<>();
        content.add(Element.of("p", explanation()));
        if (!data.nets().isEmpty()) {
            content.add(Chart.place(CHART));
            content.add(table().besideChart());
        }
        return content;
    }

    private String explanation() {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                data.nets().isEmpty()
                        ? "There are no networks that were both predicted and measured to show."
                        : "Each point is a network that was timed for the profile, predicted before its time was known.");
        if (shown().size() < data.nets().size()) {
            sentences.add("Of " + data.nets().size() + " every few are shown.");
        }
        sentences.add(error());
        return String.join(" ", sentences);
    }

    private String error() {
        return data.manifest()
                .device()
                .heldOutError()
                .map(PredictionSection::error)
                .or(() -> data.manifest()
                        .device()
                        .expectedErrorPercent()
                        .map(e -> String.format(
                                Locale.ROOT,
                                "The device is modelled: nobody measured this network on it. Its expected error is %.1f\u00a0%%.",
                                e)))
                .orElse("The profile was not checked on the device.");
    }

    private static String error(PredictionError error) {
        return String.format(
                Locale.ROOT,
                "For %d networks that were held out, predictions are off by %.1f\u00a0%% on average, by less than 5\u00a0%% for %.0f\u00a0%%"
                        + " of them, and %.0f\u00a0%% lie inside their 95\u00a0%% interval.",
                error.nets(),
                error.meanAbsolutePercent(),
                error.within5Percent(),
                error.withinIntervalPercent());
    }

    /** Evenly spread. */
    private List<MeasuredNet> shown() {
        List<MeasuredNet> nets = data.nets();
        int step = (nets.size() + MOST - 1) / MOST;
        return step <= 1
                ? nets
                : IntStream.range(0, nets.size() / step)
                        .mapToObj(i -> nets.get(i * step))
                        .toList();
    }

    @Override
    public List<Chart> charts() {
        if (data.nets().isEmpty()) {
            return List.of();
        }
        return List.of(new Plot(
                CHART,
                "Predicted over measured latency of " + shown().size()
                        + " networks with 95 % intervals. The same as a table below.",
                "measured, " + data.time().symbol(),
                "predicted, " + data.time().symbol(),
                List.of(
                        new Series("Inside the 95 % interval", Style.INSIDE, points(Style.INSIDE)),
                        new Series("Outside of it", Style.OUTSIDE, points(Style.OUTSIDE)),
                        new Series("Chosen subnet", Style.MEASURED, chosen()),
                        new Series("As predicted", Style.DIAGONAL, diagonal()))));
    }

    private List<Point> points(Style style) {
        return shown().stream()
                .filter(net -> net.withinInterval() == (style == Style.INSIDE))
                .map(this::point)
                .toList();
    }

    private Point point(MeasuredNet net) {
        double measured = data.time().value(net.timing().latencyNanos());
        return new Point(
                measured,
                measured,
                measured,
                data.time().value(net.predictedNanos()),
                data.time().value(net.lowestNanos()),
                data.time().value(net.highestNanos()),
                List.of(
                        net.architecture(),
                        "measured " + data.time().text(net.timing().latencyNanos()),
                        "predicted " + predicted(net),
                        role(net)));
    }

    private String predicted(MeasuredNet net) {
        return data.time().text(net.predictedNanos()) + " (" + data.time().text(net.lowestNanos()) + " to "
                + data.time().text(net.highestNanos()) + ")";
    }

    private static String role(MeasuredNet net) {
        return net.role() == NetRole.HELD_OUT ? "held out" : "taught the profile afterwards";
    }

    private List<Point> chosen() {
        Range predicted = Range.of(data.manifest().latency().prediction());
        return data.manifest().latency().measured().stream()
                .map(m -> new Point(
                        data.time().value(m.meanNanos()),
                        data.time().value(m.meanNanos()),
                        data.time().value(Math.max(m.meanNanos(), m.boundNanos())),
                        data.time().value(predicted.value()),
                        data.time().value(predicted.lowest()),
                        data.time().value(predicted.highest()),
                        List.of(
                                data.manifest().architecture(),
                                "measured " + data.time().text(m.meanNanos()),
                                "predicted " + data.time().text(predicted.value()))))
                .toList();
    }

    private List<Point> diagonal() {
        double[] all = shown().stream()
                .flatMapToDouble(net -> DoubleStream.of(net.timing().latencyNanos(), net.predictedNanos()))
                .map(data.time()::value)
                .sorted()
                .toArray();
        return List.of(Point.exact(all[0], all[0]), Point.exact(all[all.length - 1], all[all.length - 1]));
    }

    private Table table() {
        return new Table(
                "Networks of the profile, predicted and measured",
                List.of("Network", "#Measured", "#Predicted (95 % interval)", "Role"),
                shown().stream()
                        .map(net -> Table.row(
                                net.architecture(),
                                data.time().text(net.timing().latencyNanos()),
                                predicted(net),
                                role(net)))
                        .toList());
    }
}
