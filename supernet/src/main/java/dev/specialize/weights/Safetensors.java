package dev.specialize.weights;

import dev.specialize.files.AtomicFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The safetensors format: eight bytes of little-endian header length, a JSON header that maps each name to {@code dtype},
 * {@code shape} and {@code data_offsets}, then the bytes of the tensors without gaps.
 */
public final class Safetensors {
    private static final int MAX_HEADER_BYTES = 100_000_000;
    private static final String METADATA = "__metadata__";

    private Safetensors() {}

    /** The element types that this project reads and writes. */
    public enum ElementType {
        F32(4),
        I32(4),
        U8(1);

        private final int bytes;

        ElementType(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * An array as it lies in the file.
     *
     * @param bytes little-endian, row-major
     */
    public record RawArray(ElementType type, List<Integer> shape, ByteBuffer bytes) {
        public RawArray {
            shape = List.copyOf(shape);
        }

        /** All bytes; not copied where the buffer is an array itself, so not to be written to. */
        public byte[] toBytes() {
            if (bytes.hasArray() && bytes.arrayOffset() == 0 && bytes.array().length == bytes.remaining()) {
                return bytes.array();
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return copy;
        }

        /** @throws InvalidFileException if the elements are of another type */
        public void require(Path file, String name, ElementType wanted) {
            if (type != wanted) {
                throw new InvalidFileException(file, "tensor '" + name + "' is " + type + ", expected " + wanted);
            }
        }
    }

    /** @throws InvalidFileException if the file is missing, truncated or not safetensors */
    public static SortedMap<String, RawArray> read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            long headerBytes =
                    size < Long.BYTES ? -1 : bytes(channel, 0, Long.BYTES).getLong();
            if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, size - Long.BYTES)) {
                throw new InvalidFileException(file, "not a safetensors file, or cut off in its header");
            }
            String header = StandardCharsets.UTF_8
                    .decode(bytes(channel, Long.BYTES, (int) headerBytes))
                    .toString();
            return arrays(file, channel, header, Long.BYTES + headerBytes);
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(file, "no such file", e);
        } catch (IOException e) {
            throw new InvalidFileException(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static SortedMap<String, RawArray> arrays(Path file, FileChannel channel, String header, long start)
            throws IOException {
        SortedMap<String, Entry> entries = new TreeMap<>();
        Map<?, ?> described = JsonFile.parse(header, file, Map.class);
        described.forEach((name, description) -> {
            if (!name.equals(METADATA)) {
                entries.put((String) name, Entry.of(file, (String) name, description));
            }
        });
        requireGapless(file, entries.values(), channel.size() - start);
        SortedMap<String, RawArray> arrays = new TreeMap<>();
        for (Map.Entry<String, Entry> field : entries.entrySet()) {
            Entry entry = field.getValue();
            ByteBuffer bytes = bytes(channel, start + entry.begin, (int) (entry.end - entry.begin));
            arrays.put(field.getKey(), new RawArray(entry.type, entry.shape, bytes));
        }
        return arrays;
    }

    /** The format's own rule: the tensors fill the rest of the file, without gaps and without sharing bytes. */
    private static void requireGapless(Path file, Collection<Entry> entries, long available) {
        long used = 0;
        for (Entry entry : entries.stream().sorted(Entry.BY_PLACE).toList()) {
            if (entry.begin != used) {
                throw new InvalidFileException(file, "damaged: its tensors overlap or leave gaps");
            }
            used = entry.end;
        }
        if (used > available) {
            throw new InvalidFileException(
                    file, "cut off: " + available + " of " + used + " bytes of tensors are there");
        }
        if (used < available) {
            throw new InvalidFileException(
                    file, "holds " + available + " bytes of tensors, its header tells of " + used);
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("it ends too early");
            }
        }
        return buffer.flip();
    }

    /** @throws java.io.UncheckedIOException if the file cannot be written */
    public static void write(Path file, SortedMap<String, RawArray> arrays) {
        Map<String, Object> header = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, RawArray> entry : arrays.entrySet()) {
            RawArray array = entry.getValue();
            long end = offset + array.bytes().remaining();
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("dtype", array.type().name());
            description.put("shape", array.shape());
            description.put("data_offsets", List.of(offset, end));
            header.put(entry.getKey(), description);
            offset = end;
        }
        String json = JsonFile.line(header);
        // the first tensor starts at a multiple of eight, as other writers align it
        byte[] padded = (json + " ".repeat((8 - json.getBytes(StandardCharsets.UTF_8).length % 8) % 8))
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(padded.length)
                    .array());
            out.write(padded);
            for (RawArray array : arrays.values()) {
                out.write(array.toBytes());
            }
        });
    }

    /** One line of the header. */
    private record Entry(ElementType type, List<Integer> shape, long begin, long end) {
        private static final Comparator<Entry> BY_PLACE =
                Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end);

        static Entry of(Path file, String name, Object description) {
            try {
                Map<?, ?> fields = (Map<?, ?>) description;
                ElementType type = ElementType.valueOf((String) fields.get("dtype"));
                List<Integer> shape = ((List<?>) fields.get("shape"))
                        .stream().map(Integer.class::cast).toList();
                List<?> offsets = (List<?>) fields.get("data_offsets");
                long begin = ((Number) offsets.get(0)).longValue();
                long end = ((Number) offsets.get(1)).longValue();
                boolean sized = begin >= 0
                        && end - begin <= Integer.MAX_VALUE
                        && shape.stream().allMatch(s -> s >= 0)
                        && end - begin == Math.multiplyExact(Tensor.elements(shape), type.bytes);
                if (sized) {
                    return new Entry(type, shape, begin, end);
                }
            } catch (RuntimeException e) {
                throw new InvalidFileException(file, "header of tensor '" + name + "' is malformed", e);
            }
            throw new InvalidFileException(file, "offsets of tensor '" + name + "' do not fit its shape");
        }
    }
}
