package dev.specialize.checker;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a tensor of a model holds and how it is laid out, batch axis included.
 *
 * @param element a {@link TensorProto.DataType} by its number
 * @param shape sizes of the axes; {@link #OPEN} for the batch axis of a model for any number of images
 */
record TensorType(int element, List<Long> shape) {
    static final long OPEN = -1;

    TensorType {
        shape = List.copyOf(shape);
    }

    static TensorType of(TensorProto.DataType element, List<Long> shape) {
        return new TensorType(element.getNumber(), shape);
    }

    /** As an input, an output or a description says it. */
    static TensorType of(ValueInfoProto value) {
        TypeProto.Tensor tensor = value.getType().getTensorType();
        return new TensorType(
                tensor.getElemType(),
                tensor.getShape().getDimList().stream().map(TensorType::size).toList());
    }

    static TensorType of(TensorProto constant) {
        return new TensorType(constant.getDataType(), constant.getDimsList());
    }

    private static long size(Dimension dimension) {
        return dimension.getDimParam().isEmpty() ? dimension.getDimValue() : OPEN;
    }

    TensorType withShape(List<Long> newShape) {
        return new TensorType(element, newShape);
    }

    TensorType withElement(TensorProto.DataType newElement) {
        return of(newElement, shape);
    }

    int rank() {
        return shape.size();
    }

    long axis(int place) {
        return shape.get(place);
    }

    boolean isScalar() {
        return shape.isEmpty();
    }

    /** Of axes one after the other, together; open if one of them is. */
    static long product(List<Long> sizes) {
        return sizes.contains(OPEN) ? OPEN : sizes.stream().reduce(1L, Math::multiplyExact);
    }

    /** Such as {@code float (batch, 3, 32, 32)}. */
    @Override
    public String toString() {
        TensorProto.DataType named = TensorProto.DataType.forNumber(element);
        String type = named == null ? "type " + element : named.name().toLowerCase(Locale.ROOT);
        return type
                + shape.stream()
                        .map(size -> size == OPEN ? "batch" : Long.toString(size))
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
