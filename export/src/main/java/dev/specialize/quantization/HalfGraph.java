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

/**
 * A graph with numbers of sixteen bits.
 *
 * @param clamped weights that were beyond the largest such number, and now are it
 */
public record HalfGraph(Graph graph, long clamped) {
    /** A node that makes float32 of fewer takes more of a file than they save. */
    private static final long LEAST_ELEMENTS = 128;

    private static final String HALF = ".half";

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

    /** All of it; input and output stay float32. */
    public static HalfGraph of(Graph graph) {
        Pass pass = new Pass();
        Operand.Value output = graph.output();
        pass.current.put(graph.input(), pass.cast(graph.input().name() + HALF, graph.input(), ElementType.FLOAT16));
        pass.rewrite(graph);
        int last = pass.nodes.size() - 1;
        pass.nodes.set(last, pass.nodes.get(last).named(output.name() + HALF));
        Operand half = pass.nodes.get(last).output();
        Operand.Value written = (Operand.Value) pass.cast(output.name(), half, ElementType.FLOAT);
        return new HalfGraph(new Graph(graph.input(), pass.nodes, List.of(written)), pass.clamped);
    }

    /** A part of it, which reads and writes sixteen bits. */
    public static HalfGraph part(Graph graph) {
        Pass pass = new Pass();
        Operand.Value input = new Operand.Value(
                graph.input().name(), ElementType.FLOAT16, graph.input().shape());
        pass.current.put(graph.input(), input);
        pass.rewrite(graph);
        return new HalfGraph(new Graph(input, pass.nodes), pass.clamped);
    }

    /** What has been rewritten so far. */
    private static final class Pass {
        private final List<Node> nodes = new ArrayList<>();
        private final Map<Operand, Operand> current = new HashMap<>();
        private long clamped;

        void rewrite(Graph graph) {
            for (Node node : graph.nodes()) {
                List<Operand> inputs = new ArrayList<>();
                node.inputs().forEach(operand -> inputs.add(current.computeIfAbsent(operand, this::narrowed)));
                Node half = node.reading(inputs);
                nodes.add(half);
                current.put(node.output(), half.output());
            }
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
