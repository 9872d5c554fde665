package dev.specialize.latency;

import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.OnnxExporter;
import dev.specialize.space.Architecture;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;

/**
 * Something to time: a block, a whole network or the reference.
 *
 * @param name that no other subject of the measurement has
 */
record Subject(String name, Network network) {
    private static final long WEIGHTS_SEED = 1;

    static Subject block(Layer layer) {
        return new Subject(layer.key(), Network.of(layer));
    }

    static Subject net(SearchSpace space, Architecture architecture) {
        return new Subject("net " + architecture, space.lower(architecture));
    }

    /** A network of medium size, which tells how fast the device is at the moment. */
    static Subject reference(SearchSpace space) {
        int middle = space.resolutions().get(space.resolutions().size() / 2);
        Architecture smallest = space.smallest();
        Architecture architecture = new Architecture(middle, smallest.widths(), smallest.stages());
        return new Subject("reference", space.lower(architecture));
    }

    /** Times it once. What the weights are does not matter for dense kernels, as long as they are ordinary numbers. */
    Samples time(ModelRunner runner, Sampling sampling) {
        byte[] onnx = OnnxExporter.export(network, RandomWeights.of(network, WEIGHTS_SEED), ExportOptions.PLAIN);
        try (TimedModel model = runner.load(onnx)) {
            return model.time(sampling);
        }
    }
}
