package dev.specialize.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.stream.Stream;

/** How much a file says that runtimes find out themselves. */
enum FileDetail {
    /** Nodes are named after what they write, and activations are described. */
    FULL {
        @Override
        NodeProto proto(Node node) {
            return ModelFile.proto(node).setName(node.output().name()).build();
        }

        @Override
        List<Operand.Value> described(Graph graph) {
            return graph.intermediates();
        }

        @Override
        List<Operand.Value> describedInPart(Graph graph) {
            return Stream.concat(graph.intermediates().stream(), graph.outputs().stream())
                    .toList();
        }
    },
    /** Neither: in graphs of whole numbers there are many small nodes, and all this would be a twentieth of a file. */
    LEAST {
        @Override
        NodeProto proto(Node node) {
            return ModelFile.proto(node).build();
        }

        @Override
        List<Operand.Value> described(Graph graph) {
            return List.of();
        }

        @Override
        List<Operand.Value> describedInPart(Graph graph) {
            return List.of();
        }
    };

    static FileDetail of(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> node.output().type().hasEightBits()) ? LEAST : FULL;
    }

    abstract NodeProto proto(Node node);

    /** The values between input and outputs of which it says type and shape. */
    abstract List<Operand.Value> described(Graph graph);

    /** The same of a part of a graph, whose outputs are between those of the whole. */
    abstract List<Operand.Value> describedInPart(Graph graph);
}
