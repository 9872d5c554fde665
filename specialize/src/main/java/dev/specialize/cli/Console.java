package dev.specialize.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/**
 * What a person reads while a command runs, on stderr: notes, problems and one line of progress, which is rewritten in
 * place on a terminal and printed every ten seconds elsewhere.
 */
final class Console {
    private static final Duration REWRITTEN = Duration.ofMillis(200);
    private static final Duration PRINTED = Duration.ofSeconds(10);
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final long interval;

    private long lastProgress = Long.MIN_VALUE;
    private boolean lineIsOpen;

    Console(PrintWriter err) {
        this.err = err;
        terminal = isTerminal(System.getenv());
        interval = (terminal ? REWRITTEN : PRINTED).toNanos();
    }

    /** The launcher asks the shell: the JDK cannot tell for stderr alone, and differs between versions. */
    private static boolean isTerminal(Map<String, String> environment) {
        return Boolean.getBoolean("specialize.terminal")
                && !environment.containsKey("CI")
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    synchronized void note(String message) {
        closeLine();
        err.println(message);
        err.flush();
    }

    /** A state of affairs that the next one replaces; most of them are never shown. */
    synchronized void progress(String message) {
        long now = System.nanoTime();
        if (lastProgress != Long.MIN_VALUE && now - lastProgress < interval) {
            return;
        }
        lastProgress = now;
        if (terminal) {
            err.print(ERASE_LINE + message);
            lineIsOpen = true;
        } else {
            err.println(message);
        }
        err.flush();
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

    private void closeLine() {
        if (lineIsOpen) {
            err.print(ERASE_LINE);
            lineIsOpen = false;
        }
    }
}
