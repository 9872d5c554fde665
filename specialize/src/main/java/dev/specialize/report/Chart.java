package dev.specialize.report;

import dev.specialize.files.JsonFile;
import java.util.List;
import java.util.Locale;

/** What the page's script is told to draw, as JSON; everything that is read is already words here. */
sealed interface Chart permits Chart.Plot, Chart.Bars {
    /** Of the element that it is drawn in. */
    String id();

    /** What it shows, for who does not see it. */
    String description();

    /** Where the script draws the chart of that id; it takes no room without the script. */
    static Element place(String id) {
        return Element.of("div").with("id", id).with("class", "chart").with("role", "img");
    }

    /** Points over two axes. */
    record Plot(String id, String description, String x, String y, List<Series> series) implements Chart {
        public Plot {
            series = series.stream().filter(s -> !s.points().isEmpty()).toList();
        }
    }

    /** Lengths with names, from top to bottom. */
    record Bars(String id, String description, String x, List<Bar> bars) implements Chart {
        public Bars {
            bars = List.copyOf(bars);
        }
    }

    /** Points that mean the same. */
    record Series(String name, Style style, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** What a series looks like: no two differ in colour alone. */
    enum Style {
        FRONT,
        MEASURED,
        PREDICTED,
        REJECTED,
        RANDOM,
        PUBLISHED,
        LIMIT,
        DIAGONAL,
        INSIDE,
        OUTSIDE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where a point lies, and from where to where it may lie.
     *
     * @param lines said of it where it is pointed at
     */
    record Point(double x, double xLow, double xHigh, double y, double yLow, double yHigh, List<String> lines) {
        public Point {
            lines = List.copyOf(lines);
        }

        /** One that is known exactly. */
        static Point exact(double x, double y) {
            return new Point(x, x, x, y, y, y, List.of());
        }
    }

    /**
     * A length.
     *
     * @param group bars of one group look the same
     * @param label at its end
     */
    record Bar(String name, String group, double value, String label, List<String> lines) {
        public Bar {
            lines = List.copyOf(lines);
        }
    }

    /** What the script reads, of which nothing can end the element that it stands in. */
    static String json(List<Chart> charts) {
        Drawn drawn = new Drawn(
                charts.stream()
                        .filter(Plot.class::isInstance)
                        .map(Plot.class::cast)
                        .toList(),
                charts.stream()
                        .filter(Bars.class::isInstance)
                        .map(Bars.class::cast)
                        .toList());
        return Node.shown(JsonFile.line(drawn)).replace("<", "\\u003c");
    }

    /** The whole of it. */
    record Drawn(List<Plot> plots, List<Bars> bars) {}
}
