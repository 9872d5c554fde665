package dev.specialize.platform;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A model and what goes into it.
 *
 * @param input name of the model's only input
 * @param type of its values, as JavaScript calls it
 * @param bytes of its values, little-endian
 */
@SuppressWarnings("ArrayRecordComponent") // the content of files, made once and served once
record BrowserCase(byte[] model, String input, String type, List<Integer> shape, byte[] bytes) {
    static BrowserCase ofFloats(byte[] model, String input, List<Integer> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new BrowserCase(model, input, "float32", shape, bytes.array());
    }

    static BrowserCase ofBytes(byte[] model, String input, List<Integer> shape, byte... values) {
        return new BrowserCase(model, input, "uint8", shape, values);
    }
}
