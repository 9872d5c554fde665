package dev.specialize.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** The bytes of checkpoint files around a pickle, as torch lays them out or as it never would. */
final class CheckpointBytes {
    private CheckpointBytes() {}

    /**
     * One entry of a zip archive.
     *
     * @param method 0 for stored
     * @param claimed its size, as the archive tells it
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by no one
    record Entry(String name, byte[] data, int method, long claimed) {
        Entry(String name, byte[] data) {
            this(name, data, 0, data.length);
        }

        Entry(String name, String data) {
            this(name, data.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    static byte[] zip(byte[] pickle, Map<String, byte[]> storages) {
        return zip(entries(pickle, storages));
    }

    static List<Entry> entries(byte[] pickle, Map<String, byte[]> storages) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("archive/data.pkl", pickle));
        entries.add(new Entry("archive/byteorder", "little"));
        storages.forEach((key, bytes) -> entries.add(new Entry("archive/data/" + key, bytes)));
        entries.add(new Entry("archive/version", "3\n"));
        return entries;
    }

    static byte[] zip(List<Entry> entries) {
        ByteArrayOutputStream files = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            byte[] facts = facts(entry, name.length);
            // version and flags of the writer, length of a comment, disk, attributes, place of the file
            directory.writeBytes(new Pickle().raw("PK\1\2").int16(20).bytes());
            directory.writeBytes(facts);
            directory.writeBytes(new Pickle()
                    .int16(0)
                    .int16(0)
                    .int16(0)
                    .int32(0)
                    .int32(files.size())
                    .bytes());
            directory.writeBytes(name);
            files.writeBytes(new Pickle().raw("PK\3\4").bytes());
            files.writeBytes(facts);
            files.writeBytes(name);
            files.writeBytes(entry.data());
        }
        int start = files.size();
        files.writeBytes(directory.toByteArray());
        Pickle end = new Pickle().raw("PK\5\6").int32(0).int16(entries.size()).int16(entries.size());
        files.writeBytes(end.int32(directory.size()).int32(start).int16(0).bytes());
        return files.toByteArray();
    }

    /** Version, flags, method, time, checksum, sizes, lengths of name and extra field. */
    private static byte[] facts(Entry entry, int nameBytes) {
        CRC32 crc = new CRC32();
        crc.update(entry.data());
        long stored = entry.method() == 0 ? entry.claimed() : entry.data().length;
        Pickle facts = new Pickle().int16(20).int16(0).int16(entry.method()).int32(0);
        facts.int32(crc.getValue()).int32(stored).int32(entry.claimed());
        return facts.int16(nameBytes).int16(0).bytes();
    }

    /** @param storages the bytes of each, and how many elements they are */
    static byte[] stream(byte[] pickle, Map<String, byte[]> storages, int elementBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(magic());
        out.writeBytes(Pickle.of(2).number(1001).op('.').bytes());
        out.writeBytes(machine(0x88));
        out.writeBytes(pickle);
        Pickle keys = Pickle.of(2).op(']', '(');
        storages.keySet().forEach(keys::text);
        out.writeBytes(keys.op('e', '.').bytes());
        storages.values().forEach(bytes -> {
            out.writeBytes(int64(bytes.length / elementBytes));
            out.writeBytes(bytes);
        });
        return out.toByteArray();
    }

    static byte[] magic() {
        return Pickle.of(2)
                .op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, '.')
                .bytes();
    }

    /** @param truth the instruction that says whether the machine is little-endian */
    static byte[] machine(int truth) {
        return Pickle.of(2)
                .op('}')
                .text("protocol_version")
                .number(1001)
                .op('s')
                .text("little_endian")
                .op(truth, 's', '.')
                .bytes();
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static byte[] int64(long value) {
        return new Pickle().int64(value).bytes();
    }
}
