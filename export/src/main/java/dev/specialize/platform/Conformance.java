package dev.specialize.platform;

import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes graphs of what a platform takes, where there is a way. */
final class Conformance {
    private final Platform platform;
    private final boolean repeatsGates;

    Conformance(Platform platform, NumberFormat format) {
        this.platform = platform;
        this.repeatsGates = platform.repeatedGates().contains(format);
    }

    /** @throws NonconformingModelException if there is no way */
    Graph conforming(Graph graph) {
        Set<String> host = hostNodes(graph);
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            nodes.addAll(host.contains(name(node)) ? List.of(node) : conforming(node));
        }
        return new Graph(graph.input(), nodes, graph.outputs());
    }

    private List<Node> conforming(Node node) {
        Optional<String> objection = objection(node);
        if (objection.isEmpty()) {
            return repeatsGates && Rewriting.isGated(node) ? Rewriting.repeated(node) : List.of(node);
        }
        List<Node> others = Optional.ofNullable(
                        Rewriting.BY_OPERATOR.get(node.operator().onnxName()))
                .map(rewriting -> rewriting.of(node))
                .orElse(List.of());
        if (others.isEmpty()) {
            throw new NonconformingModelException("Platform " + platform.name() + " does not take node '" + name(node)
                    + "': " + node.operator().onnxName() + " " + objection.orElseThrow()
                    + ". Maybe choose a platform that does, or a space without it.");
        }
        List<Node> all = new ArrayList<>();
        others.forEach(other -> all.addAll(conforming(other)));
        return all;
    }

    private Optional<String> objection(Node node) {
        Optional<AllowedOperator> allowed = platform.operator(node.operator().onnxName());
        return allowed.isEmpty()
                ? Optional.of("is not among its operators")
                : allowed.get().objection(node);
    }

    /** Nodes of the host's operators that read nothing but the input and each other, or that only they and nobody else read. */
    private Set<String> hostNodes(Graph graph) {
        Set<String> before = new HashSet<>(Set.of(graph.input().name()));
        for (Node node : graph.nodes()) {
            boolean first = node.inputs().stream()
                    .filter(Operand.Value.class::isInstance)
                    .allMatch(read -> before.contains(read.name()));
            if (first && isHost(node)) {
                before.add(name(node));
            }
        }
        Set<String> readInside = new HashSet<>();
        Set<String> host = new HashSet<>(before);
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (isHost(node) && !readInside.contains(name(node))) {
                host.add(name(node));
            } else {
                node.inputs().forEach(read -> readInside.add(read.name()));
            }
        }
        return host;
    }

    private boolean isHost(Node node) {
        return platform.hostOperators().contains(node.operator().onnxName());
    }

    private static String name(Node node) {
        return node.output().name();
    }
}
