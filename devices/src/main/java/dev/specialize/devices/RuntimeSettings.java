package dev.specialize.devices;

import java.util.regex.Pattern;

/**
 * How a device runs models. Times of one setting say nothing about another.
 *
 * @param name of the runtime, such as {@code onnxruntime}
 * @param provider what executes the operators, such as {@code CPU}
 * @param threads that one operator may use
 * @param optimisation level of graph optimisation, in the runtime's own words
 * @param runner the program that times models, and the hash by which another build of it is known
 */
public record RuntimeSettings(
        String name,
        String version,
        String provider,
        int threads,
        Precision precision,
        String optimisation,
        String runner) {
    private static final Pattern SHA256 = Pattern.compile("([0-9a-f]{8})[0-9a-f]{56}");

    public RuntimeSettings {
        Require.text("name", name);
        Require.text("version", version);
        Require.text("provider", provider);
        Require.atLeast(1, "threads", threads);
        Require.text("optimisation", optimisation);
        Require.text("runner", runner);
    }

    /** The same for models of another precision. */
    public RuntimeSettings withPrecision(Precision other) {
        return new RuntimeSettings(name, version, provider, threads, other, optimisation, runner);
    }

    /** Such as {@code onnxruntime 1.29.0 CPU, 1 thread, fp32, ALL_OPT, in-process crc32:0f3a52aa}. */
    @Override
    public String toString() {
        return name + " " + version + " " + provider + ", " + threads + (threads == 1 ? " thread, " : " threads, ")
                + precision + ", " + optimisation + ", "
                + SHA256.matcher(runner).replaceAll("$1..");
    }
}
