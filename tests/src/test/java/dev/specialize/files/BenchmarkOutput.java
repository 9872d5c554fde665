package dev.specialize.files;

import java.util.Locale;

/** What a benchmark says: lines for whoever runs it. */
public final class BenchmarkOutput {
    private BenchmarkOutput() {}

    /** Says one line, with points in its numbers wherever it runs. */
    public static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
