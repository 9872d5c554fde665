package dev.specialize.export;

import dev.specialize.checker.ModelChecker;
import dev.specialize.onnx.BatchSize;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.ModelFile;
import dev.specialize.platform.NumberFormat;
import dev.specialize.platform.Platform;
import dev.specialize.quantization.CalibrationImages;
import dev.specialize.quantization.HalfGraph;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.quantization.QuantizedGraph;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes networks as ONNX models: batch normalisation is folded into the convolutions, activations are single operators
 * where the platform has them, and the same network, weights and options give the same bytes.
 */
public final class OnnxExporter {
    /** Name of the input: (N, channels, height, width) float32, normalised. */
    public static final String INPUT = "image";
    /** Name of the output: (N, classes) float32; for a network that ends before its classifier, that layer's map. */
    public static final String OUTPUT = "logits";

    private OnnxExporter() {}

    /**
     * A model of a precision that needs no images.
     *
     * @throws ExportException if the weights or the metadata do not fit the network
     * @throws dev.specialize.platform.NonconformingModelException if the platform does not take the model
     */
    public static byte[] export(Subnet subnet, ExportOptions options) {
        return export(subnet.network(), subnet.weights(), options);
    }

    /**
     * A model of a precision that needs no images.
     *
     * @param weights those of the network's layers and no elastic ones; others are ignored
     * @throws ExportException if the weights or the metadata do not fit the network
     * @throws dev.specialize.platform.NonconformingModelException if the platform does not take the model
     */
    public static byte[] export(Network network, Weights weights, ExportOptions options) {
        return export(new Subnet(network, weights), options, CalibrationImages.NONE)
                .onnx();
    }

    /**
     * A model of any precision.
     *
     * @param images normalised ones of the network's resolution, for {@link ModelPrecision#INT8}
     * @throws ExportException if the weights or the metadata do not fit the network
     * @throws IllegalArgumentException if the platform does not take the precision
     * @throws dev.specialize.platform.NonconformingModelException if the platform does not take the model
     * @throws dev.specialize.quantization.QuantizationException if the images are too few or of no use
     */
    public static ExportedModel export(Subnet subnet, ExportOptions options, CalibrationImages images) {
        Network network = subnet.network();
        ModelPrecision precision = options.precision();
        options.platform().require(format(options));
        Graph graph = OnnxLowering.lower(network, subnet.weights());
        return switch (precision) {
            case FP32 ->
                new ExportedModel(written(network, shown(graph, options), options), precision, Optional.empty(), 0);
            case FP16_WEIGHTS -> half(network, shown(HalfGraph.ofWeights(graph), options), options);
            case FP16 -> half(network, halves(graph, options), options);
            case INT8 -> quantized(network, graph, options, images);
        };
    }

    private static ExportedModel half(Network network, HalfGraph half, ExportOptions options) {
        byte[] onnx = written(network, half.graph(), options);
        return new ExportedModel(onnx, options.precision(), Optional.empty(), half.clamped());
    }

    private static ExportedModel quantized(
            Network network, Graph graph, ExportOptions options, CalibrationImages images) {
        List<String> layers = network.layers().stream().map(Layer::name).toList();
        QuantizationSettings settings = ExportOptions.fitting(options.quantization(), options.platform());
        Predicate<Graph> fits = some -> fits(network, shown(some, options), options);
        QuantizedGraph quantized = QuantizedGraph.of(graph, layers, images, settings, fits);
        byte[] onnx = written(network, shown(quantized.graph(), options), options);
        return new ExportedModel(onnx, options.precision(), Optional.of(quantized.record()), 0);
    }

    private static boolean fits(Network network, Graph graph, ExportOptions options) {
        OptionalLong most = options.largestBytes();
        return most.isEmpty() || bytes(network, graph, options).length <= most.getAsLong();
    }

    /** In operators that the platform takes, and checked. */
    private static byte[] written(Network network, Graph graph, ExportOptions options) {
        byte[] model = bytes(network, graph, options);
        ModelChecker.check(model);
        options.platform().requireFits(model);
        return model;
    }

    private static byte[] bytes(Network network, Graph graph, ExportOptions options) {
        Platform platform = options.platform();
        ModelFile file = new ModelFile(
                platform.conforming(graph, format(options)),
                options.batch(),
                options.metadata().entries(network, platform, options.face()),
                platform.version());
        return file.toBytes();
    }

    static NumberFormat format(ExportOptions options) {
        return NumberFormat.valueOf(options.precision().name());
    }

    /**
     * A float32 graph in halves, with the interface that was asked for. That computes in float32 where the platform casts
     * anywhere. Elsewhere it computes in halves, too, so that casts stand first and last: pixels are whole numbers up to
     * 255, which halves are exactly, and without their mean they are off by little more than a normalised image in halves.
     */
    static HalfGraph halves(Graph graph, ExportOptions options) {
        return options.platform().castsInside()
                ? shown(HalfGraph.of(graph), options)
                : HalfGraph.of(shown(graph, options));
    }

    private static HalfGraph shown(HalfGraph half, ExportOptions options) {
        return new HalfGraph(shown(half.graph(), options), half.clamped());
    }

    /** With the interface that was asked for. */
    static Graph shown(Graph graph, ExportOptions options) {
        return switch (options.face()) {
            case IMAGE_TO_LOGITS -> graph;
            case PIXELS_TO_PROBABILITIES ->
                PixelInterface.of(options.metadata()).around(graph);
        };
    }

    /** An untrained model in float32. */
    public static byte[] exportUntrained(Network network, BatchSize batch) {
        return exportUntrained(network, batch, ModelPrecision.FP32);
    }

    /**
     * A model that takes as long as the network's with any trained weights, in few bytes: for profilers.
     *
     * @param batch images that one run takes
     * @param precision of numbers that mean nothing; all layers have it
     */
    public static byte[] exportUntrained(Network network, BatchSize batch, ModelPrecision precision) {
        return exportUntrained(network, batch, precision, Platform.onnx());
    }

    /**
     * The same in operators that a platform takes.
     *
     * @throws dev.specialize.platform.NonconformingModelException if the platform does not take the model
     */
    public static byte[] exportUntrained(
            Network network, BatchSize batch, ModelPrecision precision, Platform platform) {
        UntrainedWeights weights = new UntrainedWeights();
        Graph graph = precision.form().whole(OnnxLowering.lower(network, layer -> weights), Set.of());
        return bytes(
                network,
                graph,
                ExportOptions.PLAIN.withBatch(batch).withPlatform(platform).withPrecision(precision));
    }
}
