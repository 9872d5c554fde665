package dev.specialize.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Optional;

/**
 * A constant of one number over and over as files have it: its shape, and a node that makes it. Runtimes compute it once,
 * when they load the model, and from then on the model takes as long as with any other numbers.
 */
record UniformTensor(String name, Content.Uniform content) {
    /** Smaller ones are stored as they are. */
    private static final long LEAST_ELEMENTS = 64;

    static Optional<UniformTensor> of(Operand.Constant constant) {
        return constant.content() instanceof Content.Uniform uniform && uniform.elements() >= LEAST_ELEMENTS
                ? Optional.of(new UniformTensor(constant.name(), uniform))
                : Optional.empty();
    }

    TensorProto shape() {
        TensorProto.Builder shape = TensorProto.newBuilder()
                .setName(shapeName())
                .setDataType(ElementType.INT64.onnxNumber())
                .addDims(content.shape().size());
        content.shape().forEach(shape::addInt64Data);
        return shape.build();
    }

    NodeProto node() {
        TensorProto.Builder number = ModelFile.proto(new Operand.Constant("", content.number())).toBuilder()
                .clearName()
                .clearDims()
                .addDims(1);
        return NodeProto.newBuilder()
                .setOpType("ConstantOfShape")
                .setName(name)
                .addInput(shapeName())
                .addOutput(name)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeProto.AttributeType.TENSOR)
                        .setT(number))
                .build();
    }

    private String shapeName() {
        return name + ".shape";
    }
}
