package dev.specialize.devices;

/**
 * How a device runs models. Times of one setting say nothing about another.
 *
 * @param name of the runtime, such as {@code onnxruntime}
 * @param provider what executes the operators, such as {@code CPU}
 * @param threads that one operator may use
 * @param optimisation level of graph optimisation, in the runtime's own words
 */
public record RuntimeSettings(
        String name, String version, String provider, int threads, Precision precision, String optimisation) {
    public RuntimeSettings {
        Require.text("name", name);
        Require.text("version", version);
        Require.text("provider", provider);
        Require.atLeast(1, "threads", threads);
        Require.text("optimisation", optimisation);
    }

    /** Such as {@code onnxruntime 1.29.0 CPU, 1 thread, fp32, ALL_OPT}. */
    @Override
    public String toString() {
        return name + " " + version + " " + provider + ", " + threads + (threads == 1 ? " thread, " : " threads, ")
                + precision + ", " + optimisation;
    }
}
