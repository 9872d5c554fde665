package dev.specialize.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.JsonFile;
import dev.specialize.report.Chart.Bar;
import dev.specialize.report.Chart.Bars;
import dev.specialize.report.Chart.Drawn;
import dev.specialize.report.Chart.Plot;
import dev.specialize.report.Chart.Point;
import dev.specialize.report.Chart.Series;
import dev.specialize.report.Chart.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in files stays text on the page, in its markup, in its script's data and in its charts. */
final class PageTest {
    private static final String HOSTILE = "</script></title><script>document.title = 'owned'</script><!-- & \"'"
            + "<img src=x onerror=\"document.title = 'owned'\"> ${owned} \u2028";
    /** Marks that turn the direction of what follows, and one that ends a line of a terminal. */
    private static final String TRICKY = "a\u202eb\u2066c\rd\u0000e\ud800f";

    @TempDir
    private Path folder;

    /** All that a section can show, in words that want to be more. */
    private record Hostile() implements Section {
        @Override
        public String id() {
            return "hostile";
        }

        @Override
        public String title() {
            return HOSTILE;
        }

        @Override
        public List<Node> content() {
            return List.of(
                    Element.of("div").with("id", "plot").with("class", "chart").with("title", HOSTILE),
                    Element.of("div").with("id", "bars").with("class", "chart"),
                    new Table(HOSTILE, List.of(HOSTILE, "#n"), List.of(Table.row(HOSTILE, HOSTILE))).element());
        }

        @Override
        public List<Chart> charts() {
            Point point = new Point(1, 0.5, 1.5, 2, 1, 3, List.of(HOSTILE));
            List<Series> all = Arrays.stream(Style.values())
                    .map(style -> new Series(HOSTILE + style, style, List.of(point, Point.exact(3, 4))))
                    .toList();
            return List.of(
                    new Plot("plot", HOSTILE, HOSTILE, HOSTILE, all),
                    new Bars(
                            "bars", HOSTILE, HOSTILE, List.of(new Bar(HOSTILE, "stem", 1, HOSTILE, List.of(HOSTILE)))));
        }
    }

    private static String page() {
        return new Page(HOSTILE, List.of(Element.of("p", HOSTILE)), List.of(new Hostile())).html();
    }

    @Test
    void hostile_words_end_no_element() {
        String html = page();
        assertThat(html).doesNotContain("<script>document", "<img src=x", "<!-- ");
        assertThat(Pattern.compile("</script>").matcher(html).results()).hasSize(3);
        assertThat(html).contains("&lt;/script&gt;&lt;/title&gt;");
    }

    @Test
    void the_data_of_the_script_is_what_was_given() {
        MatchResult data = Pattern.compile("id=\"report-data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page())
                .results()
                .findFirst()
                .orElseThrow();
        Drawn read = JsonFile.parse(data.group(1), Path.of("page"), Drawn.class);
        assertThat(read.bars()).containsExactly((Bars) new Hostile().charts().get(1));
        assertThat(read.plots()).containsExactly((Plot) new Hostile().charts().get(0));
    }

    @Test
    void characters_that_show_something_else_are_marked() {
        StringBuilder page = new StringBuilder();
        Element.of("p", TRICKY).with("title", TRICKY).writeTo(page);
        String marked = "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf";
        assertThat(page.toString()).isEqualTo("<p title=\"" + marked + "\">" + marked + "</p>");
        Bars bars = new Bars("b", "", "", List.of(new Bar("a\u202eb", "stem", 1, "", List.of())));
        assertThat(Chart.json(List.of(bars))).contains("a\ufffdb").doesNotContain("\u202e");
    }

    @Test
    void a_browser_shows_hostile_words_and_runs_none_of_them() throws IOException {
        Chromium browser = Chromium.in(folder);
        Path file = folder.resolve("hostile.html");
        Files.writeString(file, page());
        Chromium.Shown shown = browser.open(file);
        assertThat(shown.console()).isEmpty();
        assertThat(shown.title()).contains("owned").startsWith("&lt;/script&gt;");
        assertThat(shown.shapes("plot")).isGreaterThan(Style.values().length);
        assertThat(shown.shapes("bars")).isPositive();
    }

    @Test
    void the_policy_forbids_every_fetch_and_every_other_script() throws IOException {
        Chromium browser = Chromium.in(folder);
        assertThat(page()).contains("content=\"default-src &#39;none&#39;; script-src &#39;sha256-");
        Path file = folder.resolve("policy.html");
        Files.writeString(
                file,
                page().replace(
                                "<footer>",
                                "<script>document.documentElement.className = 'owned'</script>"
                                        + "<img src=\"other.png\"><footer>"));
        Files.write(folder.resolve("other.png"), new byte[8]);
        Chromium.Shown shown = browser.open(file);
        assertThat(shown.dom()).doesNotContain("class=\"owned\"");
        assertThat(shown.console()).hasSize(2).allMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void a_script_that_would_end_its_element_is_no_script_of_ours() {
        for (String text : List.of("a</script>", "a</STYLE>", "<!--", "a\rb")) {
            assertThatThrownBy(() -> new Node.Verbatim(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Node.Verbatim("'</div>'").text()).isEqualTo("'</div>'");
    }
}
