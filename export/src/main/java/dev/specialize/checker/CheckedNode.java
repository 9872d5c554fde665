package dev.specialize.checker;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
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
        TensorProto constant = constants.get(proto.getInput(place));
        require(
                constant != null && constant.getDataType() == TensorProto.DataType.INT64_VALUE,
                "needs a constant of int64 as input " + place);
        if (constant.getInt64DataCount() > 0) {
            return constant.getInt64DataList();
        }
        LongBuffer raw = constant.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        return LongStream.generate(raw::get).limit(raw.remaining()).boxed().toList();
    }

    /** The float32 numbers of a constant input. */
    List<Float> constantReals(int place) {
        TensorProto constant = constants.get(proto.getInput(place));
        require(
                constant != null && constant.getDataType() == TensorProto.DataType.FLOAT_VALUE,
                "needs a constant of float as input " + place);
        if (constant.getFloatDataCount() > 0) {
            return constant.getFloatDataList();
        }
        FloatBuffer raw = constant.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        return Stream.generate(raw::get).limit(raw.remaining()).toList();
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
