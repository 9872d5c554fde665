package dev.specialize.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Accuracies of supernets side by side: a dot for each random subnet, a triangle up for the largest, down for the smallest. */
record RecipePicture(List<Bar> bars) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 380;
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int BOTTOM = 330;
    private static final int TICKS = 5;

    /** One recipe. */
    @SuppressWarnings("ArrayRecordComponent") // read where it is made
    record Bar(String name, double largest, double smallest, double[] random) {
        double least() {
            return Math.min(
                    Math.min(largest, smallest), Arrays.stream(random).min().orElseThrow());
        }

        double most() {
            return Math.max(
                    Math.max(largest, smallest), Arrays.stream(random).max().orElseThrow());
        }
    }

    String svg() {
        double least = bars.stream().mapToDouble(Bar::least).min().orElseThrow();
        double most = bars.stream().mapToDouble(Bar::most).max().orElseThrow();
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\" fill=\"#222\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                WIDTH,
                HEIGHT);
        add(
                svg,
                "<text x=\"%d\" y=\"26\" font-size=\"15\">Test accuracy after equal time: largest (up), smallest (down),"
                        + " 50 random subnets</text>%n",
                LEFT);
        for (int i = 0; i <= TICKS; i++) {
            double value = least + i * (most - least) / TICKS;
            double y = y(value, least, most);
            add(svg, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>%n", LEFT, y, WIDTH - 10);
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f %%</text>%n", LEFT - 6, y + 4, 100 * value);
        }
        for (int i = 0; i < bars.size(); i++) {
            double x = LEFT + (i + 0.5) * (WIDTH - LEFT - 10) / bars.size();
            draw(svg, bars.get(i), x, least, most);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void draw(StringBuilder svg, Bar bar, double x, double least, double most) {
        for (int i = 0; i < bar.random.length; i++) {
            double beside = x + (i % 7 - 3) * 4;
            double y = y(bar.random[i], least, most);
            add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"#0072b2\" fill-opacity=\"0.5\"/>%n", beside, y);
        }
        double up = y(bar.largest, least, most);
        double down = y(bar.smallest, least, most);
        add(svg, "<path d=\"M%.1f %.1fl6 10h-12z\" fill=\"#d55e00\"/>%n", x, up - 5);
        add(svg, "<path d=\"M%.1f %.1fl6 -10h-12z\" fill=\"#222\"/>%n", x, down + 5);
        add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", x, BOTTOM + 25, bar.name);
    }

    private static double y(double value, double least, double most) {
        return BOTTOM - (value - least) / (most - least) * (BOTTOM - TOP);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
