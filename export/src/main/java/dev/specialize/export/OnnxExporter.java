package dev.specialize.export;

import dev.specialize.space.Network;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;

/**
 * Writes networks as ONNX models: batch normalisation is folded into the convolutions, activations are single operators,
 * and the same network, weights and options give the same bytes.
 */
public final class OnnxExporter {
    /** Name of the input: (N, channels, height, width) float32, normalised. */
    public static final String INPUT = "image";
    /** Name of the output: (N, classes) float32; for a network that ends before its classifier, that layer's map. */
    public static final String OUTPUT = "logits";

    private static final long UNTRAINED_SEED = 1;

    private OnnxExporter() {}

    /** @throws ExportException if the weights or the metadata do not fit the network */
    public static byte[] export(Subnet subnet, ExportOptions options) {
        return export(subnet.network(), subnet.weights(), options);
    }

    /**
     * @param weights those of the network's layers and no elastic ones; others are ignored
     * @throws ExportException if the weights or the metadata do not fit the network
     */
    public static byte[] export(Network network, Weights weights, ExportOptions options) {
        Graph graph = OnnxLowering.lower(network, weights);
        return new ModelFile(graph, options.batch(), options.metadata().entries(network)).toBytes();
    }

    /**
     * A model that takes as long as the network's with any trained weights, in few bytes: for profilers.
     *
     * @param batch images that one run takes
     */
    public static byte[] exportUntrained(Network network, BatchSize batch) {
        Graph graph = OnnxLowering.lower(network, RandomWeights.of(network, UNTRAINED_SEED));
        ModelFile file = new ModelFile(graph, batch, ModelMetadata.NONE.entries(network));
        return UntrainedModel.of(file.toProto()).toByteArray();
    }
}
