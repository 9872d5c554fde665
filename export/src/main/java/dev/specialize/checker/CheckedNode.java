package dev.specialize.checker;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A node of a model that is being checked.
 *
 * @param inputs what it reads
 * @param constants of the model by name
 */
record CheckedNode(NodeProto proto, List<TensorType> inputs, Map<String, TensorProto> constants) {
    CheckedNode {
        inputs = List.copyOf(inputs);
    }

    TensorType input(int place) {
        return inputs.get(place);
    }

    long whole(String attribute, long otherwise) {
        return find(attribute).map(AttributeProto::getI).orElse(otherwise);
    }

    long whole(String attribute) {
        return required(attribute).getI();
    }

    List<Long> wholes(String attribute, List<Long> otherwise) {
        return find(attribute).map(AttributeProto::getIntsList).orElse(otherwise);
    }

    List<Long> wholes(String attribute) {
        return required(attribute).getIntsList();
    }

    /** An axis counted from the front; the attribute may count from the back. */
    int axis(long given, int rank) {
        long axis = given < 0 ? given + rank : given;
        require(axis >= 0 && axis < rank, "has no axis " + given + " among " + rank);
        return (int) axis;
    }

    /** The whole numbers of a constant input. */
    List<Long> constantWholes(int place) {
        TensorProto constant = constant(place, TensorProto.DataType.INT64);
        if (constant.getInt64DataCount() > 0) {
            return constant.getInt64DataList();
        }
        LongBuffer raw = raw(constant).asLongBuffer();
        return LongStream.generate(raw::get).limit(raw.remaining()).boxed().toList();
    }

    /** The float32 numbers of a constant input. */
    List<Float> constantReals(int place) {
        TensorProto constant = constant(place, TensorProto.DataType.FLOAT);
        if (constant.getFloatDataCount() > 0) {
            return constant.getFloatDataList();
        }
        FloatBuffer raw = raw(constant).asFloatBuffer();
        return Stream.generate(raw::get).limit(raw.remaining()).toList();
    }

    private TensorProto constant(int place, TensorProto.DataType type) {
        TensorProto constant = constants.get(proto.getInput(place));
        require(
                constant != null && constant.getDataType() == type.getNumber(),
                "needs a constant of " + type.name().toLowerCase(Locale.ROOT) + " as input " + place);
        return constant;
    }

    private static ByteBuffer raw(TensorProto constant) {
        return constant.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    void require(boolean holds, String problem) {
        if (!holds) {
            throw new InvalidModelException(this + " " + problem + ".");
        }
    }

    void requireSameElements() {
        require(inputs.stream().mapToInt(TensorType::element).distinct().count() == 1, "mixes " + inputs);
    }

    private AttributeProto required(String attribute) {
        Optional<AttributeProto> found = find(attribute);
        require(found.isPresent(), "lacks the attribute '" + attribute + "'");
        return found.orElseThrow();
    }

    private Optional<AttributeProto> find(String attribute) {
        return proto.getAttributeList().stream()
                .filter(a -> a.getName().equals(attribute))
                .findFirst();
    }

    /** A node without a name is called as what it writes. */
    static String text(NodeProto proto) {
        String name = proto.getName().isEmpty() ? String.join(", ", proto.getOutputList()) : proto.getName();
        return "Node '" + name + "' (" + proto.getOpType() + ")";
    }

    @Override
    public String toString() {
        return text(proto);
    }
}
