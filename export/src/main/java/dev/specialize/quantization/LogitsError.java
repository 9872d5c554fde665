package dev.specialize.quantization;

import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Logits;

/** How far a graph's logits are from those of the float32 graph on the same images. */
final class LogitsError {
    private final CalibrationImages images;
    private final float[] reference;
    private final double spread;

    LogitsError(Graph graph, CalibrationImages images) {
        this.images = images;
        reference = logits(graph);
        spread = new Logits(reference, reference.length / images.count()).spread();
    }

    /** Root mean square, in units of the spread of the float32 logits; 0 where there is none and nothing differs. */
    double of(Graph other) {
        float[] actual = logits(other);
        double squares = 0;
        for (int i = 0; i < actual.length; i++) {
            squares += ((double) actual[i] - reference[i]) * ((double) actual[i] - reference[i]);
        }
        return squares == 0 ? 0 : Math.sqrt(squares / actual.length) / spread;
    }

    private float[] logits(Graph graph) {
        try (GraphRun run = GraphRun.of(graph)) {
            return run.outputs(images);
        }
    }
}
