package dev.specialize.export;

import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.Collections;
import java.util.List;

/**
 * How large the ONNX files of a search space's networks become, before there are any: the sum of their layers' bytes and
 * of what is not of a layer is never less than the file's, and little more.
 *
 * <p>The graph of a layer is made as for a file and counted, but for the values of its weights, which take four bytes
 * each. At lower resolutions some numbers take a byte less. Only the name of what a layer reads is not known, as other layers may stand before it; the longest is counted.
 */
public final class ModelSize {
    /** What nodes are called after their layer's name: no layer's last node has more, see {@link OnnxLowering}. */
    private static final int LONGEST_SUFFIX = ".project".length();

    /** The length of a part of a file is written before it, in one byte for each seven bits; 2^31 bytes are the most. */
    private static final int LONGEST_LENGTH = 5;

    private final BatchSize batch;
    private final String longestName;
    private final long besideLayers;

    private ModelSize(BatchSize batch, String longestName, long besideLayers) {
        this.batch = batch;
        this.longestName = longestName;
        this.besideLayers = besideLayers;
    }

    /**
     * Of the space's networks at its resolutions, all exported with the same options.
     *
     * @throws ExportException if the metadata do not fit the space
     */
    public static ModelSize of(SearchSpace space, ExportOptions options) {
        Network largest = space.lower(space.largest());
        int longest = largest.layers().stream()
                .mapToInt(layer -> layer.name().length())
                .max()
                .orElseThrow();
        long beside = ModelFile.bytesBeside(
                OnnxLowering.input(largest, OnnxExporter.INPUT),
                options.batch(),
                options.metadata().entries(largest));
        return new ModelSize(
                options.batch(),
                String.join("", Collections.nCopies(longest + LONGEST_SUFFIX, "x")),
                beside + LONGEST_LENGTH);
    }

    /** The most bytes that a layer adds to a file. */
    public long of(Layer layer) {
        Graph graph = blank(layer, longestName);
        long bytes = 0;
        for (Node node : graph.nodes()) {
            bytes += part(ModelFile.proto(node).getSerializedSize());
            bytes += part(ModelFile.proto(node.output(), batch).getSerializedSize());
        }
        for (Operand.Constant constant : graph.constants()) {
            long values = constant.content().values().isPresent() ? 0 : part(Float.BYTES * elements(constant.shape()));
            bytes += part(ModelFile.proto(constant).getSerializedSize() + values);
        }
        return bytes;
    }

    /** The most bytes of a file that are not of a layer. */
    public long besideLayers() {
        return besideLayers;
    }

    private static Graph blank(Layer layer, String inputName) {
        Network network = Network.of(layer);
        return OnnxLowering.lower(network, any -> new BlankWeights(), OnnxLowering.input(network, inputName));
    }

    private static long elements(List<Integer> shape) {
        return shape.stream().mapToLong(size -> size).reduce(1, Math::multiplyExact);
    }

    /** A part with what stands before it: its kind, in one byte for all kinds that there are here, and its length. */
    private static long part(long bytes) {
        int length = 1;
        for (long rest = bytes >>> 7; rest > 0; rest >>>= 7) {
            length++;
        }
        return 1 + length + bytes;
    }
}
