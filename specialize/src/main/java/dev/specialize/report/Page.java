package dev.specialize.report;

import dev.specialize.files.Sha256;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The page around the sections. Its policy (W3C Content Security Policy, level 3) lets it run the scripts whose hashes are in
 * it and nothing else, and fetch nothing at all.
 *
 * @param lead what stands before the first section
 */
record Page(String title, List<Node> lead, List<Section> sections) {
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

    Page {
        lead = List.copyOf(lead);
        sections = List.copyOf(sections);
    }

    String html() {
        Node.Verbatim library = Resource.read(ECHARTS);
        Node.Verbatim script = Resource.read("report.js");
        Node.Verbatim data = new Node.Verbatim(
                Chart.json(sections.stream().flatMap(s -> s.charts().stream()).toList()));
        Element body = Element.of(
                "body",
                Element.of("main", lead).and(sections.stream().map(Section::element)),
                footer(),
                Element.of("script", data).with("type", "application/json").with("id", "report-data"),
                Element.of("script", library),
                Element.of("script", script));
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
        Element.of("html", head(policy(library, script)), body)
                .with("lang", "en")
                .writeTo(page);
        return page.append('\n').toString();
    }

    private Element head(String policy) {
        return Element.of(
                "head",
                Element.of("meta").with("charset", "utf-8"),
                Element.of("meta").with("http-equiv", "Content-Security-Policy").with("content", policy),
                Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
                // else some browsers ask for one
                Element.of("link").with("rel", "icon").with("href", "data:,"),
                Element.of("title", title),
                Element.of("style", Resource.read("report.css")));
    }

    /** Styles are free, as the charts set them on their elements; they cannot fetch anything either. */
    private static String policy(Node.Verbatim library, Node.Verbatim script) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src " + hash(library) + " " + hash(script),
                "style-src 'unsafe-inline'",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'");
    }

    private static String hash(Node.Verbatim script) {
        byte[] digest = HexFormat.of().parseHex(Sha256.of(script.text()));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    private static Element footer() {
        return Element.of(
                "footer",
                Element.of(
                        "p",
                        "Made by specialize. Charts: Apache ECharts 5.3.1, copyright The Apache Software Foundation, Apache"
                                + " License 2.0; the page holds it and fetches nothing."),
                Element.of("noscript", Element.of("p", "Charts need JavaScript; the same numbers are in the tables.")));
    }
}
