package dev.specialize.latency;

import dev.specialize.space.Layer;
import java.util.List;

/**
 * One time of a published table, and what it is the time of.
 *
 * @param layers that were timed together, at least one
 */
public record PublishedTime(List<Layer> layers, double meanNanos) {
    public PublishedTime {
        layers = List.copyOf(layers);
    }
}
