package dev.specialize.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import shade.com.google.protobuf.ByteString;

/** A graph as the bytes of an ONNX file; equal graphs have equal bytes. */
record ModelFile(Graph graph, BatchSize batch, SortedMap<String, String> metadata) {
    /** HardSwish is an operator since 14; 17 is what runtimes of the last years all read. */
    static final long OPSET = 17;
    /** The file version that came with that operator set. */
    static final long IR_VERSION = 8;

    private static final String PRODUCER = "specialize";

    byte[] toBytes() {
        return toProto().toByteArray();
    }

    ModelProto toProto() {
        return proto(graphProto(), metadata);
    }

    /** The bytes of a file that are not of its graph's nodes, of their constants and of what they write. */
    static long bytesBeside(Operand.Value input, BatchSize batch, SortedMap<String, String> metadata) {
        return proto(graphProto(input, batch).build(), metadata).getSerializedSize();
    }

    private static ModelProto proto(GraphProto graph, SortedMap<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(PRODUCER)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    private static GraphProto.Builder graphProto(Operand.Value input, BatchSize batch) {
        return GraphProto.newBuilder().setName("network").addInput(proto(input, batch));
    }

    private GraphProto graphProto() {
        GraphProto.Builder proto = graphProto(graph.input(), batch).addOutput(proto(graph.output(), batch));
        graph.nodes().forEach(node -> proto.addNode(proto(node)));
        graph.constants().forEach(constant -> proto.addInitializer(proto(constant)));
        graph.intermediates().forEach(value -> proto.addValueInfo(proto(value, batch)));
        return proto.build();
    }

    static NodeProto proto(Node node) {
        NodeProto.Builder proto = NodeProto.newBuilder()
                .setName(node.output().name())
                .setOpType(node.operator().onnxName())
                .addOutput(node.output().name());
        node.inputs().forEach(operand -> proto.addInput(operand.name()));
        node.attributes().forEach((name, attribute) -> proto.addAttribute(attribute.toProto(name)));
        return proto.build();
    }

    static TensorProto proto(Operand.Constant constant) {
        TensorProto.Builder proto =
                TensorProto.newBuilder().setName(constant.name()).setDataType(TensorProto.DataType.FLOAT_VALUE);
        constant.shape().forEach(proto::addDims);
        constant.content().values().ifPresent(tensor -> proto.setRawData(littleEndian(tensor.values())));
        return proto.build();
    }

    private static ByteString littleEndian(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes.rewind());
    }

    static ValueInfoProto proto(Operand.Value value, BatchSize batch) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(axis(batch));
        value.shape().forEach(size -> shape.addDim(Dimension.newBuilder().setDimValue(size)));
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(value.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static Dimension axis(BatchSize batch) {
        Dimension.Builder axis = Dimension.newBuilder();
        return (batch.images().isPresent() ? axis.setDimValue(batch.images().getAsInt()) : axis.setDimParam("batch"))
                .build();
    }
}
