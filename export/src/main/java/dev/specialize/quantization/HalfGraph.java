package dev.specialize.quantization;

import dev.specialize.onnx.Attribute;
import dev.specialize.onnx.ElementType;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A graph with numbers of sixteen bits.
 *
 * @param clamped weights that were beyond the largest such number, and now are it
 */
public record HalfGraph(Graph graph, long clamped) {
    /** A node that makes float32 of fewer takes more of a file than they save. */
    private static final long LEAST_ELEMENTS = 128;

    private static final String HALF = ".half";
    private static final Attribute FLOATS = new Attribute.Type(ElementType.FLOAT);
    private static final Attribute HALVES = new Attribute.Type(ElementType.FLOAT16);

    /** Only the weights, which runtimes turn back when they load the model: half the file, the same computation. */
    public static HalfGraph ofWeights(Graph graph) {
        Pass pass = new Pass();
        for (Node node : graph.nodes()) {
            List<Operand> inputs = new ArrayList<>();
            node.inputs().forEach(operand -> inputs.add(pass.widened(operand)));
            pass.nodes.add(node.reading(inputs));
        }
        return new HalfGraph(new Graph(graph.input(), pass.nodes, graph.outputs()), pass.clamped);
    }

    /** All of it; its input and outputs stay of the types that they are of. */
    public static HalfGraph of(Graph graph) {
        Pass pass = new Pass();
        Operand.Value input = graph.input();
        boolean isFloat = input.type() == ElementType.FLOAT;
        pass.current.put(input, isFloat ? pass.cast(input.name() + HALF, input, ElementType.FLOAT16) : input);
        Set<Operand> floats = graph.outputs().stream()
                .filter(output -> output.type() == ElementType.FLOAT)
                .collect(Collectors.toSet());
        pass.rewrite(graph, floats);
        List<Operand.Value> outputs = new ArrayList<>();
        for (Operand.Value output : graph.outputs()) {
            Operand half = pass.current.get(output);
            Operand written = floats.contains(output) ? pass.cast(output.name(), half, ElementType.FLOAT) : half;
            outputs.add((Operand.Value) written);
        }
        return new HalfGraph(new Graph(input, pass.nodes, outputs), pass.clamped);
    }

    /** A part of it, which reads and writes sixteen bits. */
    public static HalfGraph part(Graph graph) {
        Pass pass = new Pass();
        Operand.Value input = new Operand.Value(
                graph.input().name(), ElementType.FLOAT16, graph.input().shape());
        pass.current.put(graph.input(), input);
        pass.rewrite(graph, Set.of());
        return new HalfGraph(new Graph(input, pass.nodes), pass.clamped);
    }

    /** What has been rewritten so far. */
    private static final class Pass {
        private final List<Node> nodes = new ArrayList<>();
        private final Map<Operand, Operand> current = new HashMap<>();
        private long clamped;

        /** @param renamed operands whose names are for what is made of them afterwards */
        void rewrite(Graph graph, Set<Operand> renamed) {
            for (Node node : graph.nodes()) {
                List<Operand> inputs = new ArrayList<>();
                node.inputs().forEach(operand -> inputs.add(current.computeIfAbsent(operand, this::narrowed)));
                Operand.Result output = node.output();
                String name = renamed.contains(output) ? output.name() + HALF : output.name();
                Node half = Node.of(name, node.operator(), inputs, narrowed(node.attributes()));
                nodes.add(half);
                current.put(output, half.output());
            }
        }

        /** What became float32 becomes halves at once. */
        private static Map<String, Attribute> narrowed(Map<String, Attribute> attributes) {
            Map<String, Attribute> others = new HashMap<>(attributes);
            others.replace("to", FLOATS, HALVES);
            return others;
        }

        private Operand narrowed(Operand operand) {
            HalfNumbers half = HalfNumbers.of(((Operand.Constant) operand).content());
            clamped += half.clamped();
            return new Operand.Constant(operand.name(), half.content());
        }

        private Operand widened(Operand operand) {
            boolean large = operand instanceof Operand.Constant constant
                    && constant.content().elements() >= LEAST_ELEMENTS;
            return large ? current.computeIfAbsent(operand, this::cast) : operand;
        }

        private Operand cast(Operand constant) {
            return cast(constant.name() + ".float", narrowed(constant), ElementType.FLOAT);
        }

        Operand.Result cast(String name, Operand operand, ElementType type) {
            Node node = Node.of(name, Operator.CAST, List.of(operand), Map.of("to", new Attribute.Type(type)));
            nodes.add(node);
            return node.output();
        }
    }
}
