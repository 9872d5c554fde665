package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many images run at once, told by models that say so of each: theirs is the number of images in its run. */
final class RunsOfImagesTest {
    private static final int OPEN = -1;

    @Test
    void a_model_for_any_number_of_images_runs_a_hundred_at_most() {
        float[] hundreds = numbers(100, 100, 50);
        try (OnnxModel model = OnnxModel.load(ofImages(OPEN))) {
            assertThat(model.together()).isEqualTo(100);
            assertThat(model.logits(new float[250], 250)).isEqualTo(hundreds);
            assertThat(model.logits(new float[3], 3)).isEqualTo(numbers(3));
        }
        try (PixelModel model = PixelModel.load(ofPixels(OPEN))) {
            PixelModel.Answers answers = model.answers(new byte[250], 250);
            assertThat(answers.probabilities()).isEqualTo(hundreds);
            assertThat(answers.labels()).startsWith(100, 100).endsWith(50, 50).hasSize(250);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 8, 128})
    void a_model_for_a_fixed_number_runs_so_many(int batch) {
        try (OnnxModel model = OnnxModel.load(ofImages(batch))) {
            assertThat(model.together()).isEqualTo(batch);
            assertThat(model.logits(new float[130], 130)).hasSize(130).containsOnly((float) batch);
        }
        try (PixelModel model = PixelModel.load(ofPixels(batch))) {
            assertThat(model.answers(new byte[130], 130).probabilities())
                    .hasSize(130)
                    .containsOnly((float) batch);
        }
    }

    private static float[] numbers(int... runs) {
        float[] all = new float[IntStream.of(runs).sum()];
        int place = 0;
        for (int run : runs) {
            for (int i = 0; i < run; i++) {
                all[place++] = run;
            }
        }
        return all;
    }

    private static byte[] ofImages(int batch) {
        return bytes(telling(batch, "image", TensorProto.DataType.FLOAT_VALUE, "logits"));
    }

    private static byte[] ofPixels(int batch) {
        return bytes(telling(batch, "pixels", TensorProto.DataType.UINT8_VALUE, "probabilities")
                .addOutput(value("label", TensorProto.DataType.INT64_VALUE, batch, 1)));
    }

    private static byte[] bytes(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** (images, 1, 1, 1) in, (images) out. */
    private static GraphProto.Builder telling(int batch, String input, int type, String output) {
        return GraphProto.newBuilder()
                .setName("telling")
                .addInput(value(input, type, batch, 4))
                .addNode(node("Shape", "count", input)
                        .addAttribute(attribute("start", 0))
                        .addAttribute(attribute("end", 1)))
                .addNode(node("Expand", "label", "count", "count"))
                .addNode(node("Cast", output, "label").addAttribute(attribute("to", TensorProto.DataType.FLOAT_VALUE)))
                .addOutput(value(output, TensorProto.DataType.FLOAT_VALUE, batch, 1));
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addOutput(output);
        Stream.of(inputs).forEach(node::addInput);
        return node;
    }

    private static AttributeProto attribute(String name, long number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(number)
                .build();
    }

    private static ValueInfoProto value(String name, int type, int batch, int axes) {
        Dimension.Builder images = Dimension.newBuilder();
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(batch == OPEN ? images.setDimParam("batch") : images.setDimValue(batch));
        for (int axis = 1; axis < axes; axis++) {
            shape.addDim(Dimension.newBuilder().setDimValue(1));
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
