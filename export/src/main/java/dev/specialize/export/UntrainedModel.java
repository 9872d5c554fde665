package dev.specialize.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * A model whose weights are made when it is loaded: a runtime computes constants once, and from then on the model takes as
 * long as with real ones. So a model of twenty megabytes goes to a device as some sixty kilobytes.
 */
final class UntrainedModel {
    /** Smaller constants are stored as they are. */
    private static final long LEAST_ELEMENTS = 64;
    /** About what biases are. */
    private static final float USUAL_BIAS = 0.02f;
    /** So that no two constants are equal: a runtime would keep but one of them, and find it in its cache. */
    private static final float STEP = 1e-3f;

    private UntrainedModel() {}

    static ModelProto of(ModelProto model) {
        GraphProto graph = model.getGraph();
        GraphProto.Builder made = graph.toBuilder().clearInitializer().clearNode();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto constant = graph.getInitializer(i);
            if (elements(constant) < LEAST_ELEMENTS) {
                made.addInitializer(constant);
            } else {
                made.addInitializer(shape(constant));
                made.addNode(filled(constant, value(constant) * (1 + i * STEP)));
            }
        }
        made.addAllNode(graph.getNodeList());
        return model.toBuilder().setGraph(made).build();
    }

    private static long elements(TensorProto constant) {
        return constant.getDimsList().stream().reduce(1L, Math::multiplyExact);
    }

    /** Weights that average what they read, so that numbers neither grow nor vanish from layer to layer. */
    private static float value(TensorProto constant) {
        return constant.getDimsCount() < 2 ? USUAL_BIAS : (float) constant.getDims(0) / elements(constant);
    }

    private static TensorProto shape(TensorProto constant) {
        return TensorProto.newBuilder()
                .setName(shapeName(constant))
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(constant.getDimsCount())
                .addAllInt64Data(constant.getDimsList())
                .build();
    }

    private static String shapeName(TensorProto constant) {
        return constant.getName() + ".shape";
    }

    private static NodeProto filled(TensorProto constant, float value) {
        TensorProto one = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(1)
                .addFloatData(value)
                .build();
        return NodeProto.newBuilder()
                .setOpType("ConstantOfShape")
                .setName(constant.getName())
                .addInput(shapeName(constant))
                .addOutput(constant.getName())
                .addAttribute(AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeProto.AttributeType.TENSOR)
                        .setT(one))
                .build();
    }
}
