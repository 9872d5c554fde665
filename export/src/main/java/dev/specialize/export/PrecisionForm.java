package dev.specialize.export;

import dev.specialize.onnx.BatchSize;
import dev.specialize.onnx.FileBytes;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import dev.specialize.quantization.HalfGraph;
import dev.specialize.quantization.QuantizedGraph;
import java.util.Set;

/** The form that graphs of a precision have, whatever their numbers are. */
enum PrecisionForm {
    FLOAT {
        @Override
        Graph whole(Graph graph, Set<String> kept) {
            return graph;
        }

        @Override
        Graph part(Graph graph, Set<String> kept) {
            return graph;
        }
    },
    HALF_WEIGHTS {
        @Override
        Graph whole(Graph graph, Set<String> kept) {
            return HalfGraph.ofWeights(graph).graph();
        }

        @Override
        Graph part(Graph graph, Set<String> kept) {
            return whole(graph, kept);
        }
    },
    HALF {
        @Override
        Graph whole(Graph graph, Set<String> kept) {
            return HalfGraph.of(graph).graph();
        }

        @Override
        Graph shown(Graph graph, ExportOptions options) {
            return OnnxExporter.halves(graph, options).graph();
        }

        @Override
        Graph part(Graph graph, Set<String> kept) {
            return HalfGraph.part(graph).graph();
        }

        /** The casts at both ends, and the descriptions of the input of sixteen bits and of the output. */
        @Override
        long frameBytes(Graph whole, BatchSize batch) {
            long bytes = FileBytes.of(whole.output(), batch);
            for (Node node : whole.nodes()) {
                if (node.operator().equals(Operator.CAST)) {
                    bytes += FileBytes.of(node, whole) + FileBytes.of((Operand.Value) node.output(), batch);
                }
            }
            return bytes;
        }
    },
    WHOLE_NUMBERS {
        @Override
        Graph whole(Graph graph, Set<String> kept) {
            return QuantizedGraph.plausible(graph, kept);
        }

        @Override
        Graph part(Graph graph, Set<String> kept) {
            return QuantizedGraph.plausiblePart(graph, kept);
        }

        /** What quantises the input, what activations share, and the description of the output. */
        @Override
        long frameBytes(Graph whole, BatchSize batch) {
            return FileBytes.of(whole.output(), batch)
                    + QuantizedGraph.inputBytes(whole)
                    + QuantizedGraph.sharedBytes(whole);
        }

        @Override
        String layerName(String layer) {
            return QuantizedGraph.layerName(layer);
        }

        @Override
        long sharedBytes(Graph part) {
            return QuantizedGraph.sharedBytesOfPart(part);
        }
    };

    /**
     * A float32 graph in this form, with numbers that may mean nothing.
     *
     * @param kept layers that stay in float32 where others are of whole numbers
     */
    abstract Graph whole(Graph graph, Set<String> kept);

    /** The same with the interface that was asked for. */
    Graph shown(Graph graph, ExportOptions options) {
        return OnnxExporter.shown(whole(graph, options.quantization().kept()), options);
    }

    /** The same of a part of a graph, which reads what others wrote in this form. */
    abstract Graph part(Graph graph, Set<String> kept);

    /** What a file of this form has beside its layers, and float32 ones have not. */
    long frameBytes(Graph whole, BatchSize batch) {
        return 0;
    }

    /** What a layer is called in graphs of this form. */
    String layerName(String layer) {
        return layer;
    }

    /** What several parts have together, and files only once. */
    long sharedBytes(Graph part) {
        return 0;
    }
}
