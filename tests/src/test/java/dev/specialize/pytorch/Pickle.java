package dev.specialize.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/** Writes a pickle instruction by instruction, right or wrong. */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Pickle of(int protocol) {
        return new Pickle().op(0x80, protocol);
    }

    /** {@code OrderedDict(w = ...)} up to where the value of w is to come. */
    static Pickle weight() {
        return of(2).global("collections", "OrderedDict").op(')', 'R').text("w");
    }

    /** A state dictionary of one tensor of two float32 in storage 0. */
    static byte[] twoFloats() {
        return weight().tensor("FloatStorage", "0", 2, 0, new long[] {2}, new long[] {1})
                .op('s', '.')
                .bytes();
    }

    /** Single bytes: instructions, or the small numbers behind them. */
    Pickle op(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
        return this;
    }

    Pickle raw(String ascii) {
        out.writeBytes(ascii.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Pickle int16(int value) {
        return op(value & 0xff, value >> 8);
    }

    Pickle int32(long value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array());
        return this;
    }

    Pickle int64(long value) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    Pickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').int32(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    Pickle number(long value) {
        return value == (int) value ? op('J').int32(value) : op(0x8a, 8).int64(value);
    }

    Pickle global(String module, String name) {
        return raw("c" + module + "\n" + name + "\n");
    }

    Pickle numbers(long... values) {
        op('(');
        LongStream.of(values).forEach(this::number);
        return op('t');
    }

    Pickle storage(String type, String key, long elements) {
        op('(').text("storage").global("torch", type).text(key).text("cuda:0").number(elements);
        return op('t', 'Q');
    }

    Pickle tensor(String type, String key, long elements, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(').storage(type, key, elements);
        number(offset).numbers(shape).numbers(strides).op(0x89);
        return global("collections", "OrderedDict").op(')', 'R', 't', 'R');
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
