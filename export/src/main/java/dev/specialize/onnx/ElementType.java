package dev.specialize.onnx;

import java.util.Set;

/** What the numbers of a tensor are, as in the ONNX specification (onnx.proto, TensorProto.DataType). */
public enum ElementType {
    /** IEEE 754 binary32. */
    FLOAT(1, Float.BYTES),
    UINT8(2, Byte.BYTES),
    INT8(3, Byte.BYTES),
    INT32(6, Integer.BYTES),
    INT64(7, Long.BYTES),
    /** IEEE 754 binary16. */
    FLOAT16(10, Short.BYTES);

    private static final Set<ElementType> FLOATING = Set.of(FLOAT, FLOAT16);
    private static final Set<ElementType> EIGHT_BITS = Set.of(UINT8, INT8);

    private final int onnxNumber;
    private final int bytes;

    ElementType(int onnxNumber, int bytes) {
        this.onnxNumber = onnxNumber;
        this.bytes = bytes;
    }

    /** Its number in files. */
    public int onnxNumber() {
        return onnxNumber;
    }

    /** Of one number. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return FLOATING.contains(this);
    }

    public boolean hasEightBits() {
        return EIGHT_BITS.contains(this);
    }
}
