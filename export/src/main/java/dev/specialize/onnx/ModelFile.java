package dev.specialize.onnx;

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
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import shade.com.google.protobuf.ByteString;

/** A graph as the bytes of an ONNX file; equal graphs have equal bytes. */
public record ModelFile(Graph graph, BatchSize batch, SortedMap<String, String> metadata, FormatVersion version) {
    private static final String PRODUCER = "specialize";

    public ModelFile {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** In the usual version. */
    public ModelFile(Graph graph, BatchSize batch, SortedMap<String, String> metadata) {
        this(graph, batch, metadata, FormatVersion.USUAL);
    }

    public byte[] toBytes() {
        return proto(graphProto(), metadata, version).toByteArray();
    }

    /** The bytes of a file that are not of its graph's nodes, of their constants and of what they write. */
    public static long bytesBeside(Operand.Value input, BatchSize batch, SortedMap<String, String> metadata) {
        return proto(graphProto(input, batch).build(), metadata, FormatVersion.USUAL)
                .getSerializedSize();
    }

    private static ModelProto proto(GraphProto graph, SortedMap<String, String> metadata, FormatVersion version) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(version.irVersion())
                .setProducerName(PRODUCER)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(version.opset()))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    private static GraphProto.Builder graphProto(Operand.Value input, BatchSize batch) {
        return GraphProto.newBuilder().setName("network").addInput(proto(input, batch));
    }

    private GraphProto graphProto() {
        GraphProto.Builder proto = graphProto(graph.input(), batch);
        graph.outputs().forEach(output -> proto.addOutput(proto(output, batch)));
        graph.constants().forEach(constant -> add(constant, proto));
        FileDetail detail = FileDetail.of(graph);
        graph.nodes().forEach(node -> proto.addNode(detail.proto(node)));
        detail.described(graph).forEach(value -> proto.addValueInfo(proto(value, batch)));
        return proto.build();
    }

    private static void add(Operand.Constant constant, GraphProto.Builder proto) {
        Optional<UniformTensor> uniform = UniformTensor.of(constant);
        proto.addInitializer(uniform.map(UniformTensor::shape).orElseGet(() -> proto(constant)));
        uniform.ifPresent(tensor -> proto.addNode(tensor.node()));
    }

    static NodeProto.Builder proto(Node node) {
        NodeProto.Builder proto = NodeProto.newBuilder()
                .setOpType(node.operator().onnxName())
                .addOutput(node.output().name());
        node.inputs().forEach(operand -> proto.addInput(operand.name()));
        node.attributes().forEach((name, attribute) -> proto.addAttribute(attribute.accept(new AttributeFields(name))));
        return proto;
    }

    static TensorProto proto(Operand.Constant constant) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(constant.name())
                .setDataType(constant.type().onnxNumber());
        constant.shape().forEach(proto::addDims);
        constant.content().littleEndian().ifPresent(bytes -> proto.setRawData(ByteString.copyFrom(bytes)));
        return proto.build();
    }

    static ValueInfoProto proto(Operand.Value value, BatchSize batch) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(axis(batch));
        value.shape().forEach(size -> shape.addDim(Dimension.newBuilder().setDimValue(size)));
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(value.type().onnxNumber())
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
