package dev.specialize.report;

import dev.specialize.report.Chart.Bar;
import dev.specialize.report.Chart.Bars;
import java.util.ArrayList;
import java.util.List;

/** Where the time goes, layer by layer. */
record TimeSection(ReportData data) implements Section {
    private static final String CHART = "time-chart";

    @Override
    public String id() {
        return "time";
    }

    @Override
    public String title() {
        return "Where the time goes";
    }

    @Override
    public List<Node> content() {
        List<Node> content = new ArrayList<>();
        if (data.layers().isEmpty()) {
            content.add(Element.of("p", "It cannot be told without the device's profile and the search space.")
                    .with("class", "note"));
            return content;
        }
        content.add(Element.of("p", explanation()));
        content.add(Chart.place(CHART));
        data.correction()
                .filter(LatencyCorrection::isNotable)
                .map(c -> c.note(data.time(), "The layers are"))
                .ifPresent(content::add);
        content.add(table().besideChart());
        return content;
    }

    private double total() {
        return data.layers().stream().mapToDouble(LayerTime::nanos).sum();
    }

    private String explanation() {
        String measured = data.manifest()
                .latency()
                .measured()
                .map(m -> " The device took " + data.time().text(m.meanNanos())
                        + ", as a whole: single layers of a network" + " that runs cannot be timed.")
                .orElse("");
        return "What each layer adds to the latency, by the profile of "
                + data.manifest().device().name() + ": " + data.time().text(total()) + " in all." + measured;
    }

    @Override
    public List<Chart> charts() {
        if (data.layers().isEmpty()) {
            return List.of();
        }
        return List.of(new Bars(
                CHART,
                "Latency of each of " + data.layers().size() + " layers, "
                        + data.time().text(total()) + " in all. The same as a table below.",
                "latency, " + data.time().symbol(),
                data.layers().stream().map(this::bar).toList()));
    }

    private Bar bar(LayerTime layer) {
        return new Bar(
                shortName(layer.name()),
                layer.part(),
                data.time().value(layer.nanos()),
                share(layer),
                List.of(layer.name(), layer.key(), data.time().text(layer.nanos()) + ", " + share(layer)));
    }

    /** As the picture of the architecture calls it. */
    private static String shortName(String name) {
        return name.replaceFirst("^stages\\.(\\d+)\\.blocks\\.(\\d+)$", "stage $1 block $2");
    }

    private String share(LayerTime layer) {
        return Digits.percent(layer.nanos() / total(), 1);
    }

    private Table table() {
        return new Table(
                "Latency by layer",
                List.of("Layer", "#Latency", "#Share", "What it is"),
                data.layers().stream()
                        .map(l -> Table.row(l.name(), data.time().text(l.nanos()), share(l), l.key()))
                        .toList());
    }
}
