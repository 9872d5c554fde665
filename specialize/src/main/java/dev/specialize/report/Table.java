package dev.specialize.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of texts.
 *
 * @param columns whose heads begin with {@code #} where they hold numbers
 */
record Table(String caption, List<String> columns, List<List<String>> rows) {
    private static final String NUMBERS = "#";

    Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    static List<String> row(String... cells) {
        return Arrays.asList(cells);
    }

    /** In a box of its own, which scrolls where the screen is too narrow. */
    Element element() {
        Element head = Element.of(
                "tr",
                IntStream.range(0, columns.size())
                        .mapToObj(i -> Element.of("th", columns.get(i).replaceFirst("^" + NUMBERS, ""))
                                .with("scope", "col")
                                .with("class", kind(i)))
                        .toList());
        Element table = Element.of(
                "table",
                Element.of("caption", caption),
                Element.of("thead", head),
                Element.of("tbody", rows.stream().map(this::line).toList()));
        return Element.of("div", table)
                .with("class", "wide")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", caption);
    }

    /** The same where a chart tells it to most people. */
    Element besideChart() {
        return Element.of("details", Element.of("summary", "The numbers"), element())
                .with("class", "beside-chart")
                .with("open", "");
    }

    private Element line(List<String> cells) {
        return Element.of(
                "tr",
                IntStream.range(0, cells.size())
                        .mapToObj(i -> Element.of("td", cells.get(i)).with("class", kind(i)))
                        .toList());
    }

    private String kind(int column) {
        return columns.get(column).startsWith(NUMBERS) ? "number" : "name";
    }
}
