package dev.specialize.report;

import dev.specialize.report.TradeOff.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Fractions with their 95 % intervals, one below the other over the same axis. */
record IntervalDrawing(List<Row> rows) {
    private static final double WIDTH = 340;
    private static final double LEFT = 78;
    private static final double RIGHT = 22;
    private static final double ROW = 44;
    private static final int TICKS = 3;
    private static final double LEAST_SPREAD = 0.002;

    /** @param kind class of its point and line */
    record Row(String name, Range range, String kind) {}

    IntervalDrawing {
        rows = List.copyOf(rows);
    }

    private double lowest() {
        return ends().min().orElse(0);
    }

    private double spread() {
        return Math.max(LEAST_SPREAD, ends().max().orElse(1) - lowest());
    }

    private DoubleStream ends() {
        return rows.stream().map(Row::range).flatMapToDouble(r -> DoubleStream.of(r.lowest(), r.highest()));
    }

    private double x(double fraction) {
        return LEFT + (fraction - lowest()) / spread() * (WIDTH - LEFT - RIGHT);
    }

    Element svg() {
        double height = ROW * rows.size() + 26;
        List<Node> parts = new ArrayList<>();
        for (int i = 0; i < TICKS; i++) {
            double fraction = lowest() + i * spread() / (TICKS - 1);
            parts.add(line(x(fraction), x(fraction), 4, height - 22).with("class", "axis"));
            parts.add(
                    words(x(fraction), height - 6, Digits.percent(fraction, 1)).with("class", "small"));
        }
        for (int i = 0; i < rows.size(); i++) {
            parts.addAll(row(rows.get(i), ROW * i + 30));
        }
        return Element.of("svg")
                .with("class", "drawing")
                .with("viewBox", "0 0 " + (int) WIDTH + " " + (int) height)
                .with("width", 1.4 * WIDTH)
                .with("role", "img")
                .with("aria-label", described())
                .and(parts.toArray(Node[]::new));
    }

    private String described() {
        return "Accuracy: "
                + rows.stream()
                        .map(r -> r.name() + " " + Digits.percent(r.range().value(), 1)
                                + (r.range().isExact()
                                        ? ""
                                        : ", 95 % interval "
                                                + Digits.percent(r.range().lowest(), 1) + " to "
                                                + Digits.percent(r.range().highest(), 1)))
                        .collect(Collectors.joining("; "));
    }

    private List<Node> row(Row row, double y) {
        Range range = row.range();
        return List.of(
                words(0, y + 4, row.name()).with("class", "start"),
                line(x(range.lowest()), x(range.highest()), y, y).with("class", "interval" + row.kind()),
                Element.of("circle")
                        .with("class", "point" + row.kind())
                        .with("cx", x(range.value()))
                        .with("cy", y)
                        .with("r", 6),
                words(x(range.value()), y - 12, Digits.percent(range.value(), 1)));
    }

    private static Element line(double x1, double x2, double y1, double y2) {
        return Element.of("line").with("x1", x1).with("x2", x2).with("y1", y1).with("y2", y2);
    }

    private static Element words(double x, double y, String text) {
        return Element.of("text", text).with("x", x).with("y", y);
    }
}
