package dev.specialize.pytorch;

import java.nio.ByteBuffer;

/** The types of the elements of a storage that are read, little-endian. Whole numbers are never weights: only their width matters. */
enum ElementType {
    FLOAT16("HalfStorage", 2, (bytes, index) -> half(bytes.getShort(2 * index))),
    BFLOAT16("BFloat16Storage", 2, (bytes, index) -> Float.intBitsToFloat(bytes.getShort(2 * index) << 16)),
    FLOAT32("FloatStorage", 4, (bytes, index) -> bytes.getFloat(4 * index)),
    FLOAT64("DoubleStorage", 8, (bytes, index) -> (float) bytes.getDouble(8 * index)),
    BOOL("BoolStorage", 1),
    UINT8("ByteStorage", 1),
    INT8("CharStorage", 1),
    INT16("ShortStorage", 2),
    INT32("IntStorage", 4),
    INT64("LongStorage", 8);

    private final String storageClass;
    private final int bytes;
    private final boolean floating;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final FloatReader reader;

    ElementType(String storageClass, int bytes) {
        this.storageClass = storageClass;
        this.bytes = bytes;
        this.floating = false;
        this.reader = (buffer, index) -> {
            throw new IllegalStateException(storageClass + " holds no weights");
        };
    }

    ElementType(String storageClass, int bytes, FloatReader reader) {
        this.storageClass = storageClass;
        this.bytes = bytes;
        this.floating = true;
        this.reader = reader;
    }

    String storageClass() {
        return storageClass;
    }

    int bytes() {
        return bytes;
    }

    boolean floating() {
        return floating;
    }

    /** An element as float32; infinite where float32 does not reach. */
    float read(ByteBuffer storage, int index) {
        return reader.read(storage, index);
    }

    /** IEEE 754 binary16: one bit of sign, five of exponent (bias 15), ten of fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude = exponent == 0
                ? fraction * 0x1p-24f
                : Float.intBitsToFloat((exponent == 0x1f ? 0xff : exponent + 112) << 23 | fraction << 13);
        return bits < 0 ? -magnitude : magnitude;
    }

    @FunctionalInterface
    private interface FloatReader {
        float read(ByteBuffer storage, int index);
    }
}
