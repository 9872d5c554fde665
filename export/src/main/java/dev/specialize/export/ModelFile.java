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
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(PRODUCER)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graphProto());
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private GraphProto graphProto() {
        GraphProto.Builder proto = GraphProto.newBuilder()
                .setName("network")
                .addInput(proto(graph.input()))
                .addOutput(proto(graph.output()));
        graph.nodes().forEach(node -> proto.addNode(proto(node)));
        graph.constants().forEach(constant -> proto.addInitializer(proto(constant)));
        graph.intermediates().forEach(value -> proto.addValueInfo(proto(value)));
        return proto.build();
    }

    private static NodeProto proto(Node node) {
        NodeProto.Builder proto = NodeProto.newBuilder()
                .setName(node.output().name())
                .setOpType(node.operator().onnxName())
                .addOutput(node.output().name());
        node.inputs().forEach(operand -> proto.addInput(operand.name()));
        node.attributes().forEach((name, attribute) -> proto.addAttribute(attribute.toProto(name)));
        return proto.build();
    }

    private static TensorProto proto(Operand.Constant constant) {
        float[] values = constant.tensor().values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(constant.name())
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes));
        constant.shape().forEach(proto::addDims);
        return proto.build();
    }

    private ValueInfoProto proto(Operand.Value value) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(batchAxis());
        value.shape().forEach(size -> shape.addDim(Dimension.newBuilder().setDimValue(size)));
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(value.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private Dimension batchAxis() {
        return switch (batch) {
            case ONE -> Dimension.newBuilder().setDimValue(1).build();
            case DYNAMIC -> Dimension.newBuilder().setDimParam("batch").build();
        };
    }
}
