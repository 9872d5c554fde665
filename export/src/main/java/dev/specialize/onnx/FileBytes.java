package dev.specialize.onnx;

/** How many bytes parts of a graph take in a file, each with what stands before it. */
public final class FileBytes {
    /** The length of a part of a file is written before it, in one byte for each seven bits; 2^31 bytes are the most. */
    public static final int LONGEST_LENGTH = 5;

    private FileBytes() {}

    /**
     * Of a part of a graph: its nodes and constants, numbers that are not known included, and the descriptions of what the
     * nodes write, so far as files have them.
     */
    public static long ofPart(Graph graph, BatchSize batch) {
        FileDetail detail = FileDetail.of(graph);
        long bytes = 0;
        for (Node node : graph.nodes()) {
            bytes += part(detail.proto(node).getSerializedSize());
        }
        for (Operand.Value value : detail.describedInPart(graph)) {
            bytes += of(value, batch);
        }
        for (Operand.Constant constant : graph.constants()) {
            bytes += of(constant);
        }
        return bytes;
    }

    /** Of a node of such a graph. */
    public static long of(Node node, Graph graph) {
        return part(FileDetail.of(graph).proto(node).getSerializedSize());
    }

    /** Of the description of an input, an output or what is between them. */
    public static long of(Operand.Value value, BatchSize batch) {
        return part(ModelFile.proto(value, batch).getSerializedSize());
    }

    /** Of a constant, whether its numbers are known or not. */
    public static long of(Operand.Constant constant) {
        Content content = constant.content();
        boolean known = content.littleEndian().isPresent();
        long numbers = known ? 0 : part(content.type().bytes() * content.elements());
        return part(ModelFile.proto(constant).getSerializedSize() + numbers);
    }

    /** A part with what stands before it: its kind, in one byte for all kinds that there are here, and its length. */
    private static long part(long bytes) {
        int length = 1;
        for (long rest = bytes >>> 7; rest > 0; rest >>>= 7) {
            length++;
        }
        return 1 + length + bytes;
    }
}
