package dev.specialize.cli;

import dev.specialize.devices.MeasuredNet;
import dev.specialize.files.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Predicted against measured latencies as an SVG picture: a point for each network, a bar for its 95 % interval, and the
 * diagonal on which predictions are right. Networks outside of their interval are hollow.
 */
record PredictionPlot(String title, List<MeasuredNet> nets) {
    private static final int SIZE = 560;
    private static final int MARGIN = 70;
    private static final int TICKS = 5;
    private static final double SPARE = 0.04;

    PredictionPlot {
        nets = List.copyOf(nets);
    }

    void write(Path file) {
        AtomicFile.write(file, svg().getBytes(StandardCharsets.UTF_8));
    }

    /** From nanoseconds to pixels, the same along both axes. */
    private record Scale(double least, double most) {
        static Scale of(List<MeasuredNet> nets) {
            double[] all = nets.stream()
                    .flatMapToDouble(net -> DoubleStream.of(
                            net.lowestNanos(), net.highestNanos(), net.timing().latencyNanos()))
                    .sorted()
                    .toArray();
            double spare = SPARE * (all[all.length - 1] - all[0]);
            return new Scale(all[0] - spare, all[all.length - 1] + spare);
        }

        private double share(double nanos) {
            return most > least ? (nanos - least) / (most - least) : 0.5;
        }

        /** Round numbers, about {@value PredictionPlot#TICKS} of them: 1, 2 or 5 times a power of ten apart. */
        List<Double> ticks() {
            double apart = (most - least) / TICKS;
            if (apart <= 0) {
                return List.of(least);
            }
            double power = Math.pow(10, Math.floor(Math.log10(apart)));
            double step = DoubleStream.of(1, 2, 5, 10)
                    .map(factor -> factor * power)
                    .filter(wide -> wide >= apart)
                    .findFirst()
                    .orElseThrow();
            return DoubleStream.iterate(Math.ceil(least / step) * step, nanos -> nanos <= most, nanos -> nanos + step)
                    .boxed()
                    .toList();
        }

        double x(double nanos) {
            return MARGIN + share(nanos) * (SIZE - 2 * MARGIN);
        }

        double y(double nanos) {
            return SIZE - x(nanos);
        }
    }

    String svg() {
        Scale scale = Scale.of(nets);
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\" fill=\"#222\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                SIZE,
                SIZE);
        add(svg, "<text x=\"%d\" y=\"28\" font-size=\"15\">%s</text>%n", MARGIN, escaped(title));
        axes(svg, scale);
        add(
                svg,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#888\" stroke-dasharray=\"4 3\"/>%n",
                scale.x(scale.least),
                scale.y(scale.least),
                scale.x(scale.most),
                scale.y(scale.most));
        nets.forEach(net -> point(svg, scale, net));
        return svg.append("</svg>\n").toString();
    }

    private static void axes(StringBuilder svg, Scale scale) {
        int end = SIZE - MARGIN;
        add(svg, "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#222\"/>%n", MARGIN, MARGIN, end, end);
        for (double nanos : scale.ticks()) {
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.3g</text>%n",
                    scale.x(nanos),
                    end + 20,
                    nanos / 1e6);
            add(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g</text>%n",
                    MARGIN - 8,
                    scale.y(nanos) + 4,
                    nanos / 1e6);
        }
        int middle = SIZE / 2;
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">measured, ms</text>%n", middle, SIZE - 22);
        add(
                svg,
                "<text x=\"20\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 20 %d)\">predicted with 95 %%"
                        + " interval, ms</text>%n",
                middle,
                middle);
    }

    private static void point(StringBuilder svg, Scale scale, MeasuredNet net) {
        double measured = net.timing().latencyNanos();
        boolean inside = net.withinInterval();
        add(
                svg,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#0072b2\" stroke-opacity=\"0.6\" stroke-width=\"1.5\"/>%n",
                scale.x(measured),
                scale.y(net.lowestNanos()),
                scale.x(measured),
                scale.y(net.highestNanos()));
        add(
                svg,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" stroke=\"%s\" fill=\"%s\"><title>%s</title></circle>%n",
                scale.x(measured),
                scale.y(net.predictedNanos()),
                inside ? "#0072b2" : "#d55e00",
                inside ? "#0072b2" : "#fff",
                escaped(net.architecture()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
