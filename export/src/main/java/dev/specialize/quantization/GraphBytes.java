package dev.specialize.quantization;

import dev.specialize.onnx.BatchSize;
import dev.specialize.onnx.FileBytes;
import dev.specialize.onnx.Graph;

/** What graphs take in files. */
final class GraphBytes {
    private GraphBytes() {}

    static boolean fits(Graph graph, Graph original, double largestShare) {
        long bytes = FileBytes.ofPart(graph, BatchSize.ONE);
        return bytes <= largestShare * FileBytes.ofPart(original, BatchSize.ONE);
    }
}
