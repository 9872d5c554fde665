package dev.specialize.export;

import dev.specialize.onnx.FileBytes;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.ModelFile;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.Collections;

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

    private final ExportOptions options;
    private final String longestName;
    private final long besideLayers;

    private ModelSize(ExportOptions options, String longestName, long besideLayers) {
        this.options = options;
        this.longestName = longestName;
        this.besideLayers = besideLayers;
    }

    /**
     * Of the space's networks at its resolutions, all exported with the same options; of {@link ModelPrecision#INT8} ones
     * that keep no layers in float32 but those that the options name.
     *
     * @throws ExportException if the metadata do not fit the space
     */
    public static ModelSize of(SearchSpace space, ExportOptions options) {
        Network largest = space.lower(space.largest());
        PrecisionForm form = options.precision().form();
        // nobody reads the last
        int longest = largest.layers().subList(0, largest.layers().size() - 1).stream()
                .mapToInt(layer -> form.layerName(layer.name()).length())
                .max()
                .orElse(0);
        return new ModelSize(
                options,
                String.join("", Collections.nCopies(longest + LONGEST_SUFFIX, "x")),
                beside(largest, options) + FileBytes.LONGEST_LENGTH);
    }

    /** What the file has around its graph, the graph around its layers, and the precision asks for once. */
    private static long beside(Network network, ExportOptions options) {
        PrecisionForm form = options.precision().form();
        Graph graph = OnnxLowering.lower(network, any -> new BlankWeights());
        Graph whole = form.whole(graph, options.quantization().kept());
        Graph shown = form.shown(graph, options);
        return ModelFile.bytesBeside(
                        shown.input(),
                        options.batch(),
                        options.metadata().entries(network, options.platform(), options.face()))
                + FileBytes.ofPart(shown, options.batch())
                - FileBytes.ofPart(whole, options.batch())
                + form.frameBytes(whole, options.batch());
    }

    /** The most bytes that a layer adds to a file. */
    public long of(Layer layer) {
        PrecisionForm form = options.precision().form();
        Graph graph = form.part(
                blank(Network.of(layer), longestName), options.quantization().kept());
        return FileBytes.ofPart(options.platform().conforming(graph, OnnxExporter.format(options)), options.batch())
                - form.sharedBytes(graph);
    }

    /** The most bytes of a file that are not of a layer. */
    public long besideLayers() {
        return besideLayers;
    }

    private static Graph blank(Network network, String inputName) {
        return OnnxLowering.lower(network, any -> new BlankWeights(), OnnxLowering.input(network, inputName));
    }
}
