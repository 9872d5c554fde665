package dev.specialize.quantization;

import dev.specialize.onnx.BatchSize;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.ModelFile;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.RuntimeSession;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A graph in ONNX Runtime, which runs images a few at a time, so that what they take of memory does not grow. */
final class GraphRun implements AutoCloseable {
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_IMAGES = 32;

    private final Graph graph;
    private final int together;
    private final RuntimeSession session;

    private GraphRun(Graph graph) {
        this.graph = graph;
        together = (int) Math.max(1, Math.min(MOST_IMAGES, MOST_BYTES / bytesOfOneImage(graph)));
        ModelFile file = new ModelFile(graph, BatchSize.DYNAMIC, new TreeMap<>());
        session = RuntimeSession.load(file.toBytes(), 1);
    }

    static GraphRun of(Graph graph) {
        return new GraphRun(graph);
    }

    private static long bytesOfOneImage(Graph graph) {
        return graph.outputs().stream().mapToLong(GraphRun::elements).sum() * Float.BYTES;
    }

    private static long elements(Operand.Value value) {
        return value.shape().stream().mapToLong(size -> size).reduce(1, Math::multiplyExact);
    }

    /** What is told of some images. */
    @FunctionalInterface
    interface Listener {
        /** @param values (images, shape of the output...) */
        void wrote(Operand.Value output, float... values);
    }

    /** Runs all images, in order. */
    void run(CalibrationImages images, Listener listener) {
        for (int begin = 0; begin < images.count(); begin += together) {
            int end = Math.min(images.count(), begin + together);
            List<Long> shape = new ArrayList<>(List.of((long) end - begin));
            graph.input().shape().forEach(size -> shape.add((long) size));
            List<float[]> outputs = session.run(graph.input().name(), shape, images.some(begin, end));
            for (int i = 0; i < outputs.size(); i++) {
                listener.wrote(graph.outputs().get(i), outputs.get(i));
            }
        }
    }

    /** (images, values of the first output). */
    float[] outputs(CalibrationImages images) {
        int one = Math.toIntExact(elements(graph.output()));
        float[] all = new float[Math.multiplyExact(images.count(), one)];
        int[] filled = {0};
        run(images, (output, values) -> {
            if (output.equals(graph.output())) {
                System.arraycopy(values, 0, all, filled[0], values.length);
                filled[0] += values.length;
            }
        });
        return all;
    }

    @Override
    public void close() {
        session.close();
    }
}
