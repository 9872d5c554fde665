package dev.specialize.quantization;

import dev.specialize.onnx.Attribute;
import dev.specialize.onnx.Content;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import dev.specialize.weights.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rewrites a float32 graph so that its activations and weights pass through eight bits: each is quantised and dequantised
 * (QDQ form), every value once, in the places where ONNX Runtime then computes with whole numbers throughout.
 */
final class QdqPass {
    private static final Set<Operator> ACTIVATIONS =
            Set.of(Operator.RELU, Operator.CLIP, Operator.HARD_SIGMOID, Operator.HARD_SWISH);

    private static final Set<Operator> MOVERS = Set.of(Operator.MAX_POOL, Operator.FLATTEN);

    private static final String WEIGHT = ".weight";

    /** What values are called after their own name where they are read. */
    static final String READ = ".dq";

    private final Graph graph;
    private final QuantizationPlan plan;
    private final Readers readers;
    private final Map<Operator, Consumer<Node>> steps;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Operand> absorbed = new HashSet<>();
    private final Map<Operand, Operand.Value> current = new HashMap<>();
    private final Map<Operand, QuantizedValue> quantized = new HashMap<>();

    private QdqPass(Graph graph, QuantizationPlan plan) {
        this.graph = graph;
        this.plan = plan;
        readers = new Readers(graph);
        boolean cuts = plan.form().cutsBelowZero();
        steps = new HashMap<>(Map.of(
                Operator.CONV, this::weighted,
                Operator.GEMM, this::weighted,
                Operator.ADD, this::computed,
                Operator.MUL, this::computed,
                Operator.GLOBAL_AVERAGE_POOL, this::computed,
                Operator.AVERAGE_POOL, this::computed,
                Operator.HARD_SWISH, cuts ? this::gated : this::copied));
        MOVERS.forEach(operator -> steps.put(operator, this::moved));
    }

    /** The values of a graph that are others' numbers. */
    static List<Operand.Value> moved(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> MOVERS.contains(node.operator()))
                .map(node -> (Operand.Value) node.output())
                .toList();
    }

    /** The graph of a whole model. */
    static Graph whole(Graph graph, QuantizationPlan plan) {
        QdqPass pass = new QdqPass(graph, plan);
        pass.current.put(graph.input(), graph.input());
        pass.rewrite();
        return new Graph(graph.input(), pass.nodes, List.of(pass.named(graph.output())));
    }

    /** The graph of a part of a model: what it reads is quantised before it, and its output has an inner name. */
    static Graph part(Graph graph, QuantizationPlan plan) {
        QdqPass pass = new QdqPass(graph, plan);
        Operand.Value input = graph.input();
        Operand.Value read = new Operand.Value(name(input) + READ, input.shape());
        LinearQuantizer quantizer = plan.form().quantizer(plan.ranges().of(input));
        pass.current.put(input, read);
        pass.quantized.put(input, new QuantizedValue(read, QuantizedValue.parameters(name(input), quantizer)));
        pass.rewrite();
        if (plan.keeps(graph.nodes().get(graph.nodes().size() - 1))) {
            pass.quantized(graph.output()); // what reads a kept layer does that, unless it is kept itself
        }
        return new Graph(read, pass.nodes, List.of(pass.current.get(graph.output())));
    }

    private void rewrite() {
        for (Node node : graph.nodes()) {
            if (absorbed.contains(node.output())) {
                continue;
            }
            Consumer<Node> step = plan.keeps(node) ? this::copied : steps.getOrDefault(node.operator(), this::copied);
            step.accept(node);
        }
    }

    /** The last node writes what the graph's output is called. */
    private Operand.Value named(Operand.Value output) {
        int last = nodes.size() - 1;
        if (!nodes.get(last).output().name().equals(output.name())) {
            // inner values are named after theirs, and the output's name is then given to the node that ends it
            nodes.set(last, nodes.get(last).named(output.name()));
        }
        return (Operand.Value) nodes.get(last).output();
    }

    private void copied(Node node) {
        Node copy = rewritten(node, node.inputs().stream().map(this::read).toList());
        nodes.add(copy);
        current.put(node.output(), (Operand.Value) copy.output());
    }

    private static Node rewritten(Node node, List<Operand> inputs) {
        return node.reading(inputs).named(name(node.output()));
    }

    private static String name(Operand operand) {
        return LayerNames.shortened(operand.name());
    }

    private Operand read(Operand operand) {
        return operand instanceof Operand.Value ? current.get(operand) : operand;
    }

    private void computed(Node node) {
        List<Operand> inputs = new ArrayList<>();
        for (Operand operand : node.inputs()) {
            inputs.add(quantized((Operand.Value) operand).read());
        }
        AbsorbedActivation tail = absorbedBy(node);
        written(rewritten(node, inputs), node, tail.changesWeights() ? none(node) : tail);
    }

    /** Numbers stay as they are, so they are quantised as before. */
    private void moved(Node node) {
        QuantizedValue input = quantized((Operand.Value) node.inputs().get(0));
        Node moved = inner(rewritten(node, List.of(input.read())), node.output());
        nodes.add(moved);
        pair((Operand.Value) node.output(), (Operand.Value) moved.output(), input.parameters());
    }

    private void weighted(Node node) {
        Operand.Value x = (Operand.Value) node.inputs().get(0);
        QuantizedValue input = quantized(x);
        Operand.Constant weight = (Operand.Constant) node.inputs().get(1);
        AbsorbedActivation tail = absorbedBy(node);
        Content weights = weight.content().mapped(tail.weights());
        Content bias = bias(node, weights).mapped(tail.bias());
        float scale = scale(input);
        QuantizedWeights rounded = QuantizedWeights.of(weights, bias, scale, plan.weights());
        QuantizedWeights exact = plan.means()
                .of(x)
                .map(means -> BiasCorrection.corrected(weights, bias, rounded, means))
                .map(corrected -> QuantizedWeights.of(weights, corrected, scale, plan.weights()))
                .orElse(rounded);
        List<Operand> inputs = new ArrayList<>(List.of(input.read()));
        inputs.addAll(constants(node.operator(), name(weight), exact, input));
        written(rewritten(node, inputs), node, tail);
    }

    private static Content bias(Node node, Content weights) {
        if (node.inputs().size() == 3) {
            return ((Operand.Constant) node.inputs().get(2)).content();
        }
        List<Integer> shape = weights.shape().subList(0, 1);
        if (weights instanceof Content.Known) {
            return Content.of(new Tensor(shape, new float[shape.get(0)]));
        }
        return weights instanceof Content.Uniform
                ? new Content.Uniform(shape, Content.of(0f))
                : new Content.Blank(weights.type(), shape);
    }

    private static float scale(QuantizedValue value) {
        Operand.Constant scale = (Operand.Constant) value.parameters().get(0);
        return scale.content().floats().orElseThrow()[0];
    }

    /**
     * Weights and biases as float32 again. The scales of the biases are those of the weights times that of what the layer
     * reads: a runtime computes them when it loads the model.
     */
    private List<Operand> constants(Operator reader, String weightName, QuantizedWeights whole, QuantizedValue input) {
        // short names: there are five for each convolution
        String name = weightName.endsWith(WEIGHT)
                ? weightName.substring(0, weightName.length() - WEIGHT.length())
                : weightName;
        Operand.Constant weight = new Operand.Constant(weightName, whole.weight());
        Operand.Constant bias = new Operand.Constant(name + ".b", whole.bias());
        Operand.Constant scales = new Operand.Constant(name + ".ws", whole.scales());
        List<Operand> factors = List.of(scales, input.parameters().get(0));
        Operand biasScales = add(name + ".bs", Operator.SCALE, factors, Map.of());
        List<Operand> weightInputs = new ArrayList<>(List.of(weight, scales));
        if (reader.equals(Operator.GEMM)) {
            // without them ONNX Runtime 1.29 leaves it in float32; for convolutions it adds them itself
            weightInputs.add(new Operand.Constant(name + ".wz", whole.zeros()));
        }
        return List.of(dequantized(name + ".wf", weightInputs), dequantized(name + ".bf", List.of(bias, biasScales)));
    }

    private Operand dequantized(String name, List<Operand> inputs) {
        return add(name, Operator.DEQUANTIZE_CHANNELS, inputs, Map.of("axis", new Attribute.Whole(0)));
    }

    /** x * clip(x + 3, 0, 6) / 6, see {@link SharedGate}. */
    private void gated(Node node) {
        String name = name(node.output());
        Operand.Value x = quantized((Operand.Value) node.inputs().get(0)).read();
        if (!nodes.contains(SharedGate.SHIFTED)) {
            nodes.add(SharedGate.SHIFTED);
        }
        Operand shifted = add(name + ".a", Operator.ADD, List.of(x, SharedGate.SHIFTED.output()), Map.of());
        Operand whole = add(name + ".g", Operator.QUANTIZE, List.of(shifted, SharedGate.WRITTEN), Map.of());
        Operand gate = add(name + ".h", Operator.DEQUANTIZE, List.of(whole, SharedGate.READ), Map.of());
        written(Node.of(name, Operator.MUL, List.of(x, gate), Map.of()), node, none(node));
    }

    private AbsorbedActivation absorbedBy(Node node) {
        return readers.only(node)
                .filter(reader -> plan.form().cutsBelowZero() && !plan.keeps(reader))
                .flatMap(AbsorbedActivation::of)
                .orElseGet(() -> none(node));
    }

    private AbsorbedActivation none(Node node) {
        Operand.Value value = (Operand.Value) node.output();
        boolean gates = plan.form().cutsBelowZero() && readers.allApply(Operator.HARD_SWISH, value);
        // below -3 an h-swish is zero
        return AbsorbedActivation.none(value, gates ? -SharedGate.SHIFT : Double.NEGATIVE_INFINITY);
    }

    /** Adds the rewritten form of a node, and quantises what it or the activation after it writes. */
    private void written(Node rewritten, Node original, AbsorbedActivation tail) {
        Operand.Value value = tail.output();
        if (staysFloat(original)) {
            nodes.add(rewritten);
            current.put(value, (Operand.Value) rewritten.output());
            return;
        }
        absorbed.add(value);
        Node inner = inner(rewritten, value);
        nodes.add(inner);
        LinearQuantizer quantizer = plan.form().quantizer(tail.cut(plan.ranges().of(value)));
        pair(value, (Operand.Value) inner.output(), QuantizedValue.parameters(name(value), quantizer));
    }

    /** Logits, and what an activation reads that is not absorbed. */
    private boolean staysFloat(Node node) {
        boolean logits =
                node.operator().equals(Operator.GEMM) && graph.outputs().contains(node.output());
        boolean activated = !plan.form().cutsBelowZero()
                && readers.only(node)
                        .filter(reader -> ACTIVATIONS.contains(reader.operator()))
                        .isPresent();
        return logits || activated;
    }

    /** The node that ends a graph is the one that dequantises, so what comes before it cannot have the output's name. */
    private Node inner(Node node, Operand value) {
        boolean taken = graph.outputs().contains(value) && node.output().name().equals(name(value));
        return taken ? node.named(name(value) + ".float") : node;
    }

    private QuantizedValue quantized(Operand.Value value) {
        QuantizedValue known = quantized.get(value);
        if (known != null) {
            return known;
        }
        LinearQuantizer quantizer = plan.form().quantizer(plan.ranges().of(value));
        return pair(value, current.get(value), QuantizedValue.parameters(name(value), quantizer));
    }

    private QuantizedValue pair(Operand.Value value, Operand.Value written, List<Operand> parameters) {
        List<Operand> inputs = new ArrayList<>(List.of(written));
        inputs.addAll(parameters);
        Operand whole = add(name(value) + ".q", Operator.QUANTIZE, inputs, Map.of());
        inputs.set(0, whole);
        Operand.Value read = (Operand.Value) add(name(value) + READ, Operator.DEQUANTIZE, inputs, Map.of());
        QuantizedValue pair = new QuantizedValue(read, parameters);
        quantized.put(value, pair);
        current.put(value, read);
        return pair;
    }

    private Operand.Result add(
            String name, Operator operator, List<Operand> inputs, Map<String, Attribute> attributes) {
        Node node = Node.of(name, operator, inputs, attributes);
        nodes.add(node);
        return node.output();
    }
}
