package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
    private static final String ESCAPE = "\u001b";

    private final StringWriter err = new StringWriter();
    private final AtomicLong now = new AtomicLong();

    @Test
    void without_a_terminal_progress_is_one_line_each_ten_seconds() {
        Console console = console(false);
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 10; i++) {
                console.progress("second " + second);
                now.addAndGet(Duration.ofMillis(100).toNanos());
            }
        }
        assertThat(err.toString().lines())
                .containsExactly("second 0", "second 10", "second 20", "second 30", "second 40", "second 50");
    }

    @Test
    void on_a_terminal_the_line_is_rewritten_and_gone_before_a_note() {
        Console console = console(true);
        console.progress("one");
        now.addAndGet(Duration.ofMillis(250).toNanos());
        console.progress("two");
        console.note("note");
        assertThat(err.toString()).isEqualTo("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[Knote" + System.lineSeparator());
    }

    @Test
    void the_line_of_progress_makes_way_for_whoever_speaks_next() {
        OpenLine line = new OpenLine();
        console(line).progress("one");
        console(line).problem("two");
        console(line).note("three");
        assertThat(err.toString())
                .isEqualTo("\r\u001b[Kone\r\u001b[Kspecialize: two" + System.lineSeparator() + "three"
                        + System.lineSeparator());
    }

    @Test
    void a_result_on_the_same_terminal_is_not_glued_to_progress() {
        OpenLine line = new OpenLine();
        PrintWriter out = line.before(new PrintWriter(err), new PrintWriter(err));
        console(line).progress("one");
        out.print("result");
        out.print(" and more");
        out.flush();
        assertThat(err.toString()).isEqualTo("\r\u001b[Kone\r\u001b[Kresult and more");
    }

    @Test
    void a_long_step_that_says_nothing_is_still_heard_of_each_ten_seconds() {
        Console console = console(false);
        console.note("export and verify");
        for (int second = 0; second < 35; second++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            console.beat();
        }
        assertThat(err.toString().lines())
                .containsExactly(
                        "export and verify",
                        "still at it, for 10 s: export and verify",
                        "still at it, for 20 s: export and verify",
                        "still at it, for 30 s: export and verify");
    }

    @Test
    void a_step_that_tells_of_itself_needs_no_heartbeat() {
        Console console = console(false);
        for (int second = 0; second < 35; second++) {
            console.progress("second " + second);
            console.beat();
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(err.toString()).doesNotContain("still at it");
    }

    @Test
    void only_a_terminal_outside_of_ci_is_rewritten() {
        Map<String, String> terminal = Map.of("TERM", "xterm");
        assertThat(Console.isTerminal(true, terminal)).isTrue();
        assertThat(Console.isTerminal(false, terminal)).isFalse();
        assertThat(Console.isTerminal(true, Map.of("TERM", "xterm", "CI", "true")))
                .isFalse();
        assertThat(Console.isTerminal(true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(Console.isTerminal(true, Map.of())).isFalse();
    }

    @Test
    void nothing_is_coloured() {
        Console console = console(false);
        console.progress("progress");
        console.problem("problem");
        assertThat(err.toString()).doesNotContain(ESCAPE);
    }

    private Console console(boolean terminal) {
        return new Console(new PrintWriter(err), terminal, now::get, new OpenLine());
    }

    /** One of several on the same terminal. */
    private Console console(OpenLine line) {
        return new Console(new PrintWriter(err), true, now::get, line);
    }
}
