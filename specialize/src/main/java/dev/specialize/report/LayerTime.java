package dev.specialize.report;

/**
 * What a layer adds to the predicted latency.
 *
 * @param part of the network that it is in
 * @param key what its latency depends on, see {@link dev.specialize.space.Layer#key}
 */
public record LayerTime(String part, String name, String key, double nanos) {
    LayerTime times(double factor) {
        return new LayerTime(part, name, key, nanos * factor);
    }
}
