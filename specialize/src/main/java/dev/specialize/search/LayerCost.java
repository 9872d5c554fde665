package dev.specialize.search;

import dev.specialize.space.Layer;

/** What one layer takes of a resource, whatever stands around it. */
@FunctionalInterface
public interface LayerCost {
    /**
     * @param resolution height and width of the network's input image in pixels
     * @return in the resource's unit, finite
     */
    double of(int resolution, Layer layer);
}
