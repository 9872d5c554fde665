package dev.specialize.pytorch;

import dev.specialize.pytorch.Value.Inert;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The format before PyTorch 1.6: five pickles one after the other (a magic number, the version of the format, the
 * machine, the object, the keys of its storages), then for each key the number of elements as int64, and the elements.
 */
final class StreamCheckpoint implements Checkpoint {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    private final FileChannel channel;
    private final Value root;
    /** Where in the file the elements of a storage start. */
    private final Map<Storage, Long> starts = new HashMap<>();

    private StreamCheckpoint(FileChannel channel) throws IOException {
        this.channel = channel;
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
        PickleInput pickles = new PickleInput(in, Math.min(channel.size(), MOST_PICKLE_BYTES));
        requireMagic(pickles);
        requireVersion(pickle(pickles));
        requireLittleEndian(pickle(pickles));
        StorageIndex index = new StorageIndex();
        this.root = new Unpickler(pickles, index::resolve).read();
        locate(index, pickle(pickles), pickles.position());
    }

    static StreamCheckpoint open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return new StreamCheckpoint(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Value pickle(PickleInput in) {
        return new Unpickler(in, new StorageIndex()::resolve).read();
    }

    private static void requireMagic(PickleInput in) {
        try {
            if (pickle(in).whole().equals(MAGIC)) {
                return;
            }
        } catch (CheckpointProblem e) {
            throw new CheckpointProblem(
                    "is no PyTorch checkpoint, or a damaged one (read as one it " + e.getMessage() + ")", e);
        }
        throw new CheckpointProblem("is a pickle, but none that torch.save wrote");
    }

    private static void requireVersion(Value version) {
        if (version.size() != VERSION) {
            throw new CheckpointProblem("has version " + version.size() + " of the stream format, known is " + VERSION);
        }
    }

    private static void requireLittleEndian(Value machine) {
        Mapping facts = machine.mapping()
                .orElseThrow(() -> new CheckpointProblem("is damaged: it does not say which machine wrote it"));
        if (facts.get("little_endian") != Inert.TRUE) {
            throw new CheckpointProblem("holds big-endian numbers; only little-endian ones are read."
                    + " Maybe save it again on a little-endian machine.");
        }
    }

    private void locate(StorageIndex index, Value keys, long start) throws IOException {
        long position = start;
        for (Value key : keys.items()) {
            Storage storage = index.get(key.text());
            ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            fill(count, position);
            if (count.getLong(0) != storage.elements()) {
                throw new CheckpointProblem("is damaged: storage '" + CheckpointProblem.quoted(storage.key()) + "' has "
                        + count.getLong(0) + " elements, and " + storage.elements() + " in the pickle");
            }
            position += Long.BYTES;
            if (storage.bytes() > channel.size() - position) {
                throw cutOff(storage.key());
            }
            if (starts.put(storage, position) != null) {
                throw new CheckpointProblem(
                        "is damaged: it has storage '" + CheckpointProblem.quoted(storage.key()) + "' twice");
            }
            position += storage.bytes();
        }
        for (Storage storage : index.storages()) {
            if (!starts.containsKey(storage)) {
                throw cutOff(storage.key());
            }
        }
    }

    private static CheckpointProblem cutOff(String key) {
        return new CheckpointProblem("is cut off or damaged: the elements of storage '" + CheckpointProblem.quoted(key)
                + "' are missing. Maybe copy or download it again.");
    }

    private void fill(ByteBuffer buffer, long start) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0) {
                throw new EOFException("it ends too early");
            }
        }
    }

    @Override
    public Value root() {
        return root;
    }

    @Override
    public ByteBuffer bytes(Storage storage) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Checkpoint.allocate(storage)).order(ByteOrder.LITTLE_ENDIAN);
        fill(bytes, starts.get(storage));
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
