package dev.specialize.pytorch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The format since PyTorch 1.6: a zip archive with {@code PREFIX/data.pkl}, {@code PREFIX/data/KEY} for each storage,
 * {@code PREFIX/byteorder} and {@code PREFIX/version}, all of them stored as they are.
 */
final class ZipCheckpoint implements Checkpoint {
    private static final int MOST_ENTRIES = 200_000;
    private static final String PICKLE = "/data.pkl";

    private final ZipFile zip;
    private final long fileBytes;
    private final Map<String, ZipEntry> entries = new TreeMap<>();
    private final String prefix;
    private final Value root;

    private ZipCheckpoint(ZipFile zip, long fileBytes) throws IOException {
        this.zip = zip;
        this.fileBytes = fileBytes;
        list();
        this.prefix = prefix();
        requireWeights();
        requireLittleEndian();
        byte[] pickle = read(entry(PICKLE), MOST_PICKLE_BYTES);
        StorageIndex index = new StorageIndex();
        this.root =
                new Unpickler(new PickleInput(new ByteArrayInputStream(pickle), pickle.length), index::resolve).read();
        long bytes = 0;
        for (Storage storage : index.storages()) {
            storage.requireBytes(data(storage).getSize());
            bytes += storage.bytes();
        }
        if (bytes > fileBytes) {
            throw new CheckpointProblem("is damaged: its storages take " + bytes + " bytes, and it has " + fileBytes);
        }
    }

    static ZipCheckpoint open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | IllegalArgumentException e) {
            throw new CheckpointProblem(
                    "is a cut off or damaged zip archive (" + CheckpointProblem.quoted(String.valueOf(e.getMessage()))
                            + "). Maybe copy or download it again.",
                    e);
        }
        try {
            return new ZipCheckpoint(zip, Files.size(file));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private void list() {
        if (zip.size() > MOST_ENTRIES) {
            throw new CheckpointProblem("is a zip archive of " + zip.size() + " entries; no checkpoint has so many");
        }
        zip.stream().forEach(entry -> {
            requireInside(entry.getName());
            if (entries.putIfAbsent(entry.getName(), entry) != null) {
                throw new CheckpointProblem(
                        "is damaged: it has two entries '" + CheckpointProblem.quoted(entry.getName()) + "'");
            }
        });
    }

    /** Nothing is unpacked, so no name could do harm; but who writes such a name is up to something. */
    private static void requireInside(String name) {
        if (name.startsWith("/")
                || name.indexOf('\\') >= 0
                || List.of(name.split("/", -1)).contains("..")) {
            throw new CheckpointProblem("has an entry '" + CheckpointProblem.quoted(name)
                    + "' that points out of its archive; no checkpoint has one");
        }
    }

    private String prefix() {
        List<String> pickles = entries.keySet().stream()
                .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
                .toList();
        if (pickles.size() != 1) {
            throw new CheckpointProblem("is a zip archive with " + pickles.size()
                    + " entries */data.pkl, where a PyTorch checkpoint has one");
        }
        return pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    }

    private void requireWeights() {
        boolean code = entries.keySet().stream().anyMatch(name -> name.startsWith(prefix + "/code/"));
        if (code || entries.containsKey(prefix + "/constants.pkl")) {
            throw new CheckpointProblem("is a TorchScript archive, a program and not a checkpoint."
                    + " Maybe save model.state_dict() alone.");
        }
    }

    private void requireLittleEndian() throws IOException {
        ZipEntry order = entries.get(prefix + "/byteorder");
        if (order == null) {
            return;
        }
        String name = new String(read(order, Byte.MAX_VALUE), StandardCharsets.ISO_8859_1);
        if (!name.equals("little")) {
            throw new CheckpointProblem("holds numbers in the byte order '" + CheckpointProblem.quoted(name)
                    + "'; only little is read. Maybe save it again on a little-endian machine.");
        }
    }

    private ZipEntry data(Storage storage) {
        return entry("/data/" + storage.key());
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = entries.get(prefix + name);
        if (entry == null) {
            throw new CheckpointProblem(
                    "is damaged: it has no entry '" + CheckpointProblem.quoted(prefix + name) + "'");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw new CheckpointProblem("has a compressed entry '" + CheckpointProblem.quoted(entry.getName())
                    + "'; torch.save compresses nothing. Maybe it was packed again: load and save it with torch.");
        }
        if (entry.getSize() < 0 || entry.getSize() > fileBytes) {
            throw new CheckpointProblem("is cut off or damaged: entry '" + CheckpointProblem.quoted(entry.getName())
                    + "' claims " + entry.getSize() + " bytes");
        }
        return entry;
    }

    @Override
    public Value root() {
        return root;
    }

    @Override
    public ByteBuffer bytes(Storage storage) throws IOException {
        byte[] bytes = Checkpoint.allocate(storage);
        fill(data(storage), bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] read(ZipEntry entry, int most) throws IOException {
        if (entry.getSize() > most) {
            throw new CheckpointProblem("has an entry '" + CheckpointProblem.quoted(entry.getName()) + "' of "
                    + entry.getSize() + " bytes; no checkpoint has more than " + most + " there");
        }
        byte[] bytes = new byte[(int) entry.getSize()];
        fill(entry, bytes);
        return bytes;
    }

    private void fill(ZipEntry entry, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = zip.getInputStream(entry)) {
            int length = in.readNBytes(bytes, 0, bytes.length);
            crc.update(bytes, 0, length);
            if (length < bytes.length || crc.getValue() != entry.getCrc()) {
                throw new CheckpointProblem("is damaged: entry '" + CheckpointProblem.quoted(entry.getName())
                        + "' does not have its checksum. Maybe copy or download it again.");
            }
        } catch (ZipException e) {
            throw new CheckpointProblem(
                    "is damaged at entry '" + CheckpointProblem.quoted(entry.getName()) + "' (" + e.getMessage() + ")",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
