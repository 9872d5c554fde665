package dev.specialize.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a person reads while a command runs, on stderr: notes, problems and one line of progress, which is rewritten in
 * place on a terminal and printed every ten seconds elsewhere.
 */
final class Console {
    private static final Duration REWRITTEN = Duration.ofMillis(200);
    private static final Duration PRINTED = Duration.ofSeconds(10);

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final OpenLine line;
    private long begun;

    private long lastProgress = Long.MIN_VALUE;
    private long lastShown;
    private String lastNote = "";

    Console(PrintWriter err) {
        this(
                err,
                isTerminal(Boolean.getBoolean("specialize.terminal"), System.getenv()),
                System::nanoTime,
                OpenLine.OF_PROCESS);
    }

    /**
     * @param terminal whether lines may be rewritten
     * @param line that is shared with all who write there
     */
    Console(PrintWriter err, boolean terminal, LongSupplier nanoTime, OpenLine line) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.line = line;
        begun = nanoTime.getAsLong();
        lastShown = begun;
    }

    /** @param shell what the launcher asked the shell: the JDK cannot tell for stderr alone, and differs between versions */
    static boolean isTerminal(boolean shell, Map<String, String> environment) {
        return shell
                && !environment.containsKey("CI")
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    synchronized void note(String message) {
        lastNote = message;
        begun = nanoTime.getAsLong();
        show(message);
    }

    /** A state of affairs that the next one replaces; most of them are never shown. */
    synchronized void progress(String message) {
        long now = nanoTime.getAsLong();
        long interval = (terminal ? REWRITTEN : PRINTED).toNanos();
        if (lastProgress != Long.MIN_VALUE && now - lastProgress < interval) {
            return;
        }
        lastProgress = now;
        replace(message);
    }

    /** Says that the work goes on, if nothing was said for as long as lines of progress are apart. */
    synchronized void beat() {
        long now = nanoTime.getAsLong();
        if (now - lastShown >= PRINTED.toNanos()) {
            String what = lastNote.isEmpty() ? "" : ": " + lastNote;
            replace("still at it, for " + Durations.text(Duration.ofNanos(now - begun)) + what);
        }
    }

    private void replace(String message) {
        if (!terminal) {
            show(message);
            return;
        }
        line.rewrite(err, message);
        lastShown = nanoTime.getAsLong();
    }

    private void show(String message) {
        line.print(err, message);
        lastShown = nanoTime.getAsLong();
    }

    void problem(String message) {
        note("specialize: " + message);
    }

    void problem(Throwable problem) {
        int code = ExitCode.of(problem);
        if (code != ExitCode.BUG) {
            problem(problem.getMessage());
            return;
        }
        problem("this is a bug: " + problem + ". Maybe report it, with what SPECIALIZE_DEBUG=1 prints");
        if (System.getenv().containsKey("SPECIALIZE_DEBUG")) {
            problem.printStackTrace(err);
            err.flush();
        }
    }
}
