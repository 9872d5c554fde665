package dev.specialize.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, little-endian. No length that they claim is believed before it is compared with what is left. */
final class PickleInput {
    /** Names and short numbers: no line of a checkpoint is longer. */
    private static final int MOST_LINE_BYTES = 1 << 12;

    private static final int MOST_TEXT_BYTES = 1 << 20;

    private final InputStream in;
    private final long size;
    private long position;

    /**
     * @param in buffered; left open
     * @param size how many bytes may be read at most
     */
    PickleInput(InputStream in, long size) {
        this.in = in;
        this.size = size;
    }

    long position() {
        return position;
    }

    int uint8() {
        require(1);
        try {
            int next = in.read();
            if (next < 0) {
                throw cutOff();
            }
            position++;
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int uint16() {
        return uint8() | uint8() << 8;
    }

    int int32() {
        return uint16() | uint16() << 16;
    }

    long uint32() {
        return Integer.toUnsignedLong(int32());
    }

    /** Eight bytes; a value that they cannot mean as a length comes out negative. */
    long int64() {
        return uint32() | uint32() << 32;
    }

    /** At most a megabyte: more is no name. */
    byte[] bytes(long length) {
        if (length > MOST_TEXT_BYTES) {
            throw new CheckpointProblem("is damaged: its pickle has a text or number of " + length + " bytes");
        }
        require(length);
        try {
            byte[] bytes = in.readNBytes((int) length);
            if (bytes.length < length) {
                throw cutOff();
            }
            position += length;
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void skip(long length) {
        require(length);
        try {
            in.skipNBytes(length);
            position += length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text of so many bytes of UTF-8. */
    String unicode(long bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(bytes)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CheckpointProblem("is damaged: its pickle holds text that is not UTF-8", e);
        }
    }

    /** The byte strings of Python 2, of which checkpoints use the ASCII part. */
    String latin(long bytes) {
        return new String(bytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Text up to the end of the line, without escapes. */
    String line() {
        StringBuilder line = new StringBuilder();
        for (int next = uint8(); next != '\n'; next = uint8()) {
            if (line.length() == MOST_LINE_BYTES || next == '\\') {
                throw new CheckpointProblem("is damaged: its pickle holds a line with escapes or of more than "
                        + MOST_LINE_BYTES
                        + " bytes");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private void require(long length) {
        if (length < 0) {
            throw new CheckpointProblem("is damaged: its pickle claims a length of " + length);
        }
        if (length > size - position) {
            throw cutOff();
        }
    }

    private CheckpointProblem cutOff() {
        return new CheckpointProblem("is cut off or damaged: its pickle goes on after byte " + position
                + ", where the file has no more. Maybe copy or download it again.");
    }
}
