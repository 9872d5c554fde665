package dev.specialize.cli;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Whether the last line of a terminal is one of progress, which the next one replaces. It makes way for whatever else is
 * written, by whomever.
 */
final class OpenLine {
    /** There is one stderr. */
    static final OpenLine OF_PROCESS = new OpenLine();

    private static final String ERASE = "\r\u001b[K";

    private boolean open;

    /** Shows the text until something else is written. */
    synchronized void rewrite(PrintWriter err, String text) {
        err.print(ERASE + text);
        err.flush();
        open = true;
    }

    /** Writes a line that stays. */
    synchronized void print(PrintWriter err, String text) {
        close(err);
        err.println(text);
        err.flush();
    }

    synchronized void close(PrintWriter err) {
        if (open) {
            err.print(ERASE);
            err.flush();
            open = false;
        }
    }

    /** The same stdout, for which the line makes way too: it may be the same terminal. */
    PrintWriter before(PrintWriter out, PrintWriter err) {
        return new PrintWriter(
                new Writer() {
                    @Override
                    public void write(char[] text, int from, int length) {
                        OpenLine.this.close(err);
                        out.write(text, from, length);
                    }

                    @Override
                    public void flush() {
                        out.flush();
                    }

                    @Override
                    public void close() {
                        out.close();
                    }
                },
                true);
    }
}
