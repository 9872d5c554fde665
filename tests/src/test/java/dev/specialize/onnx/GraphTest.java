package dev.specialize.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.specialize.weights.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GraphTest {
    private static final Operand.Value IMAGE = new Operand.Value("image", List.of(2, 3, 3));
    private static final Operand.Value WHOLE = new Operand.Value("whole", ElementType.UINT8, List.of(2, 3, 3));
    private static final Operand.Constant SCALE = new Operand.Constant("scale", Content.of(0.5f));
    private static final Operand.Constant ZERO =
            new Operand.Constant("zero", Content.of(ElementType.INT8, List.of(), (byte) 0));

    @Test
    void an_operator_takes_only_numbers_of_its_types() {
        assertThatThrownBy(() -> Node.of("relu", Operator.RELU, List.of(WHOLE), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Relu cannot be applied to numbers of types [UINT8]");
        Operand.Value half = new Operand.Value("half", ElementType.FLOAT16, List.of(2, 3, 3));
        assertThatThrownBy(() -> Node.of("add", Operator.ADD, List.of(IMAGE, half), Map.of()))
                .hasMessage("Add cannot be applied to numbers of types [FLOAT, FLOAT16]");
        assertThatThrownBy(() -> Node.of("dq", Operator.DEQUANTIZE, List.of(WHOLE, SCALE, ZERO), Map.of()))
                .hasMessage("DequantizeLinear cannot be applied to numbers of types [UINT8, FLOAT, INT8]");
    }

    @Test
    void what_is_written_has_the_type_that_follows() {
        assertThat(Node.of("q", Operator.QUANTIZE, List.of(IMAGE, SCALE), Map.of())
                        .output())
                .isEqualTo(new Operand.Value("q", ElementType.UINT8, List.of(2, 3, 3)));
        assertThat(Node.of("q", Operator.QUANTIZE, List.of(IMAGE, SCALE, ZERO), Map.of())
                        .output()
                        .type())
                .isEqualTo(ElementType.INT8);
        Map<String, Attribute> half = Map.of("to", new Attribute.Type(ElementType.FLOAT16));
        assertThat(Node.of("c", Operator.CAST, List.of(IMAGE), half).output().type())
                .isEqualTo(ElementType.FLOAT16);
        assertThat(Node.of("c", Operator.CAST, List.of(SCALE), half).output())
                .as("of constants alone")
                .isInstanceOf(Operand.Derived.class);
    }

    @Test
    void constants_may_be_read_twice_but_two_of_one_name_may_not_be() {
        Node once = Node.of("q", Operator.QUANTIZE, List.of(IMAGE, SCALE), Map.of());
        Node twice = Node.of("dq", Operator.DEQUANTIZE, List.of(once.output(), SCALE), Map.of());
        assertThat(new Graph(IMAGE, List.of(once, twice)).constants()).containsExactly(SCALE);
        Operand.Constant other = new Operand.Constant("scale", Content.of(0.25f));
        Node odd = Node.of("dq", Operator.DEQUANTIZE, List.of(once.output(), other), Map.of());
        assertThatThrownBy(() -> new Graph(IMAGE, List.of(once, odd)))
                .hasMessage("'scale' is not defined before it is read, or twice");
    }

    @Test
    void an_output_must_be_written_and_nothing_is_left_unread() {
        Node relu = Node.of("relu", Operator.RELU, List.of(IMAGE), Map.of());
        Operand.Value nowhere = new Operand.Value("nowhere", List.of(1));
        assertThatThrownBy(() -> new Graph(IMAGE, List.of(relu), List.of(nowhere)))
                .hasMessage("'nowhere' is an output and never written");
        assertThatThrownBy(() -> new Graph(IMAGE, List.of(relu), List.of(IMAGE)))
                .hasMessage("'relu' is never read");
    }

    @Test
    void numbers_of_every_type_lie_in_files_as_they_should() throws Exception {
        Content floats = Content.of(Tensor.of(new float[] {1.5f, -2}, 2));
        assertThat(tensor(floats).getDataType()).isEqualTo(TensorProto.DataType.FLOAT_VALUE);
        assertThat(floats.littleEndian().orElseThrow()).isEqualTo(bytes(0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0));
        Content whole = Content.of(List.of(2), 1, -2);
        assertThat(tensor(whole).getDataType()).isEqualTo(TensorProto.DataType.INT32_VALUE);
        assertThat(whole.littleEndian().orElseThrow()).isEqualTo(bytes(1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff));
        Content half = Content.ofHalves(List.of(1), (short) 0x3c00);
        assertThat(tensor(half).getDataType()).isEqualTo(TensorProto.DataType.FLOAT16_VALUE);
        assertThat(half.littleEndian().orElseThrow()).isEqualTo(bytes(0, 0x3c));
        assertThatThrownBy(() -> Content.of(ElementType.INT8, List.of(3), (byte) 1))
                .hasMessage("1 bytes are not the numbers of shape [3] and type INT8");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static TensorProto tensor(Content content) {
        return ModelFile.proto(new Operand.Constant("c", content));
    }

    @Test
    void a_uniform_constant_is_made_when_the_model_is_loaded() throws Exception {
        GraphBuilder builder = new GraphBuilder(new Operand.Value("image", List.of(100)));
        Content weight = new Content.Uniform(List.of(3, 100), Content.of(0.5f));
        builder.linear("l", builder.input(), weight, Content.of(Tensor.of(new float[] {0, 1, 2}, 3)));
        byte[] file = new ModelFile(builder.build("sums"), BatchSize.ONE, new TreeMap<>()).toBytes();
        GraphProto graph = ModelProto.parseFrom(file).getGraph();
        assertThat(graph.getNode(0).getOpType()).isEqualTo("ConstantOfShape");
        assertThat(file).hasSizeLessThan(500);
        float[] ones = new float[100];
        Arrays.fill(ones, 1);
        try (RuntimeSession session = RuntimeSession.load(file, 1)) {
            assertThat(session.run("image", List.of(1L, 100L), ones).get(0)).containsExactly(50, 51, 52);
            assertThat(session.inputShape("image")).contains(List.of(1L, 100L));
            assertThat(session.inputShape("nothing")).isEmpty();
        }
    }

    @Test
    void a_model_that_is_none_is_refused_in_the_runtimes_words() {
        assertThatThrownBy(() -> RuntimeSession.load(new byte[] {1, 2, 3}, 1))
                .isInstanceOf(RuntimeRefusal.class)
                .hasMessageStartingWith("ONNX Runtime does not accept the model: ");
    }
}
