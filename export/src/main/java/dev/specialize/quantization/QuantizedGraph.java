package dev.specialize.quantization;

import dev.specialize.onnx.FileBytes;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import dev.specialize.quantization.LayerChoice.Chosen;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A graph whose activations and weights pass through eight bits (static quantisation in QDQ form), and how that came about.
 *
 * @param record of what was chosen and measured
 */
public record QuantizedGraph(Graph graph, QuantizationRecord record) {
    /** Errors are measured on so many images at most: each layer may have to be tried. */
    private static final int MEASURED_IMAGES = 128;

    /** Of an activation on images that its range is not from; where it is more, these are of another kind, or too few. */
    private static final double MOST_CLIPPED = 0.05;

    /**
     * Quantised.
     *
     * @param graph in float32
     * @param layers names that its nodes begin with, in units of which it is kept in float32
     * @throws QuantizationException if the images are too few, or what they give cannot be used
     */
    public static QuantizedGraph of(
            Graph graph, List<String> layers, CalibrationImages images, QuantizationSettings settings) {
        return of(graph, layers, images, settings, any -> true);
    }

    /**
     * The same with a limit of its own.
     *
     * @param fits whether a graph is still small enough: more layers than the settings name stay in float32 only so far
     * @throws QuantizationException if the images are too few, or what they give cannot be used
     */
    public static QuantizedGraph of(
            Graph graph,
            List<String> layers,
            CalibrationImages images,
            QuantizationSettings settings,
            Predicate<Graph> fits) {
        List<String> known = LayerNames.in(graph, layers);
        settings.requireKeptAmong(known);
        settings.requireEnough(images.count());
        CalibrationMethod method = settings.method();
        Set<Operand.Value> needed = needed(graph, settings);
        Observations observed = Observations.of(graph, needed, images.seen(), method);
        Ranges ranges = observed.ranges(method);
        ClippedShare clipped = ClippedShare.most(graph, needed, ranges, images.unseen());
        requireUnclipped(clipped, method);
        QuantizationPlan plan =
                new QuantizationPlan(ranges, observed, settings.kept(), settings.activations(), settings.weights());
        Chosen chosen = new LayerChoice(graph, known, plan, settings, images.first(MEASURED_IMAGES), fits).choose();
        return new QuantizedGraph(
                chosen.graph(),
                new QuantizationRecord(
                        method.toString(),
                        images.seen().count(),
                        settings.activations().toString(),
                        settings.weights().largest(),
                        chosen.error(),
                        clipped,
                        chosen.kept()));
    }

    /**
     * The values of which the quantised form of a graph depends on ranges or means, whatever layers it keeps: what is
     * only moved has the range of what it was, but for a reader whose mover stays in float32.
     */
    private static Set<Operand.Value> needed(Graph graph, QuantizationSettings settings) {
        Set<Operand.Value> needed = new LinkedHashSet<>();
        Ranges asked = value -> {
            needed.add(value);
            return new ValueRange(-1, 1);
        };
        QuantizationPlan plan =
                new QuantizationPlan(asked, ChannelMeans.UNKNOWN, Set.of(), settings.activations(), settings.weights());
        QdqPass.whole(graph, plan);
        needed.addAll(QdqPass.moved(graph));
        return needed;
    }

    /**
     * A model of which only time and size matter: ranges are as they usually are.
     *
     * @param kept layers that stay in float32; all others are quantised
     */
    public static Graph plausible(Graph graph, Set<String> kept) {
        return QdqPass.whole(graph, plausiblePlan(graph, kept));
    }

    /** The same of a part of a graph, which reads what was quantised before it. */
    public static Graph plausiblePart(Graph graph, Set<String> kept) {
        return QdqPass.part(graph, plausiblePlan(graph, kept));
    }

    /** What the nodes take of a file that quantise the input. */
    public static long inputBytes(Graph graph) {
        Set<Operand> of = new LinkedHashSet<>(List.of(graph.input()));
        Set<Operand.Constant> constants = new LinkedHashSet<>();
        long bytes = 0;
        for (Node node : graph.nodes()) {
            boolean quantizes =
                    node.operator().equals(Operator.QUANTIZE) || node.operator().equals(Operator.DEQUANTIZE);
            if (quantizes && of.contains(node.inputs().get(0))) {
                of.add(node.output());
                bytes += FileBytes.of(node, graph);
                node.inputs().stream().skip(1).forEach(c -> constants.add((Operand.Constant) c));
            }
        }
        return bytes + constants.stream().mapToLong(FileBytes::of).sum();
    }

    /** What a layer of a graph is called in the quantised one. */
    public static String layerName(String layer) {
        return LayerNames.shortened(layer);
    }

    /** What all h-swish activations of a graph share takes of a file. */
    public static long sharedBytes(Graph graph) {
        return SharedGate.bytes(graph);
    }

    /** What a part of a graph has together with others takes of a file: that, and the scale of what it reads. */
    public static long sharedBytesOfPart(Graph part) {
        String read = part.input().name();
        String value = read.substring(0, read.length() - QdqPass.READ.length());
        Set<String> parameters = Set.of(value + QuantizedValue.SCALE, value + QuantizedValue.ZERO);
        return sharedBytes(part)
                + part.constants().stream()
                        .filter(constant -> parameters.contains(constant.name()))
                        .mapToLong(FileBytes::of)
                        .sum();
    }

    private static QuantizationPlan plausiblePlan(Graph graph, Set<String> kept) {
        QuantizationSettings usual = QuantizationSettings.USUAL;
        return new QuantizationPlan(
                new PlausibleRanges(graph), ChannelMeans.UNKNOWN, kept, usual.activations(), usual.weights());
    }

    private static void requireUnclipped(ClippedShare clipped, CalibrationMethod method) {
        if (clipped.share() > MOST_CLIPPED) {
            throw new QuantizationException(String.format(
                    Locale.ROOT,
                    "The calibration saturates: on images that were set aside, %.1f %% of the activations '%s' are beyond"
                            + " the range that %s gives them (at most %.0f %%). Maybe calibrate by min-max, or with more"
                            + " images and in random order.",
                    100 * clipped.share(),
                    clipped.value(),
                    method,
                    100 * MOST_CLIPPED));
        }
    }
}
