package dev.specialize.pytorch;

import static dev.specialize.pytorch.CheckpointBytes.entries;
import static dev.specialize.pytorch.CheckpointBytes.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.pytorch.CheckpointBytes.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileCheckpointTest {
    private static final Map<String, byte[]> TWO_FLOATS = Map.of("0", floats(1.5f, -2));
    private static final long HUGE = 1L << 62;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_tensor_that_its_storage_does_not_hold_is_refused_in_both_formats(String what, Pickle pickle, String message)
            throws IOException {
        byte[] bytes = pickle.op('s', '.').bytes();
        requireRefused(CheckpointBytes.zip(bytes, TWO_FLOATS), message);
        requireRefused(CheckpointBytes.stream(bytes, TWO_FLOATS, 4), message);
    }

    static Stream<Arguments> a_tensor_that_its_storage_does_not_hold_is_refused_in_both_formats() {
        String fit = "does not fit into its storage";
        return Stream.of(
                tensor("negative size", 2, 0, shape(-1), shape(1), "an axis of size -1"),
                tensor("two negative sizes", 2, 0, shape(-2, -1), shape(1, 1), "an axis of size -2"),
                tensor("size beyond an int", 2, 0, shape(1L << 32), shape(1), "an axis of size 4294967296"),
                tensor("size beyond a long", 2, 0, shape(65536, 65536, 65536, 65536), shape(0, 0, 0, 0), "larger than"),
                tensor(
                        "overflow behind an empty axis",
                        2,
                        0,
                        shape(1 << 30, 1 << 30, 9, 0),
                        shape(0, 0, 0, 0),
                        "larger"),
                tensor("too many elements", 2, 0, shape(65536, 65536), shape(0, 0), fit),
                tensor("more elements than the storage", 2, 0, shape(3), shape(1), fit),
                tensor("offset behind the end", 2, 1, shape(2), shape(1), fit),
                tensor("negative offset", 2, -1, shape(1), shape(1), fit),
                tensor("offset that overflows", 2, Long.MAX_VALUE, shape(2), shape(Long.MAX_VALUE), "larger than"),
                tensor("negative stride", 2, 1, shape(2), shape(-1), fit),
                tensor("stride out of the storage", 2, 0, shape(2), shape(2), fit),
                tensor("stride that overflows", 2, 0, shape(1 << 30), shape(HUGE), "larger than"),
                tensor("strides of another rank", 2, 0, shape(2), shape(1, 1), fit),
                tensor("empty tensor behind the end", 2, 3, shape(0), shape(1), fit),
                tensor("one element a billion times", 2, 0, shape(1 << 30), shape(0), "1073741824 elements, more than"),
                tensor("more axes than arrays have", 2, 0, new long[65], new long[65], "65 axes"),
                tensor("negative storage", -1, 0, shape(0), shape(1), "has -1 elements"),
                tensor("huge storage", HUGE, 0, shape(1), shape(1), "has 4611686018427387904 elements"),
                tensor("storage larger than the file", HUGE / 8, 0, shape(1), shape(1), "damaged"),
                tensor("storage smaller than the file says", 1, 0, shape(1), shape(1), "elements"),
                Arguments.of(
                        "storage that is not there",
                        Pickle.weight().tensor("FloatStorage", "../data.pkl", 2, 0, shape(2), shape(1)),
                        "is damaged"),
                Arguments.of(
                        "one storage of two types",
                        Pickle.weight()
                                .tensor("FloatStorage", "0", 2, 0, shape(2), shape(1))
                                .op('s')
                                .text("v")
                                .tensor("HalfStorage", "0", 2, 0, shape(2), shape(1)),
                        "in two ways"),
                Arguments.of(
                        "persistent id of a module",
                        Pickle.weight().text("module").op(0x85, 'Q'),
                        "no storage"),
                Arguments.of(
                        "persistent id without items", Pickle.weight().number(1).op('Q'), "needs a sequence"),
                Arguments.of(
                        "storage of an unknown type",
                        Pickle.weight().tensor("QInt8Storage", "0", 2, 0, shape(2), shape(1)),
                        "names torch.QInt8Storage"),
                Arguments.of(
                        "function in the place of a storage's type",
                        Pickle.weight()
                                .op('(')
                                .text("storage")
                                .global("collections", "OrderedDict")
                                .text("0")
                                .text("cpu")
                                .number(2)
                                .op('t', 'Q'),
                        "needs a type of elements"));
    }

    private static Arguments tensor(
            String what, long storage, long offset, long[] shape, long[] strides, String message) {
        return Arguments.of(
                what, Pickle.weight().tensor("FloatStorage", "0", storage, offset, shape, strides), message);
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void an_object_that_is_no_state_dictionary_is_refused_in_both_formats(String what, Pickle pickle, String message)
            throws IOException {
        requireRefused(CheckpointBytes.zip(pickle.bytes(), Map.of()), message);
        requireRefused(CheckpointBytes.stream(pickle.bytes(), Map.of(), 4), message);
    }

    static Stream<Arguments> an_object_that_is_no_state_dictionary_is_refused_in_both_formats() {
        return Stream.of(
                Arguments.of("nothing", Pickle.of(2).op('N', '.'), "holds None, no state dictionary"),
                Arguments.of("a list", Pickle.of(2).op(']', '.'), "holds a sequence, no state dictionary"),
                Arguments.of("an empty dictionary", Pickle.of(2).op('}', '.'), "holds no weights"),
                Arguments.of(
                        "a dictionary that contains itself",
                        Pickle.of(2)
                                .op('}', 'q', 0)
                                .text("w")
                                .op('h', 0, 's')
                                .text("v")
                                .op('h', 0, 's', '.'),
                        "holds no weights"),
                Arguments.of(
                        "a dictionary under itself",
                        Pickle.of(2).op('}', 'q', 0).op('h', 0, 'h', 0, 's', '.'),
                        "holds no weights"),
                Arguments.of(
                        "a list that contains itself",
                        Pickle.of(2).op('}').text("w").op(']', 'q', 0, 'h', 0, 'a', 's', '.'),
                        "holds no weights"),
                Arguments.of(
                        "a call of os.system",
                        Pickle.of(0)
                                .global("os", "system")
                                .op('(')
                                .raw("S'true'\n")
                                .op('t', 'R', '.'),
                        "names os.system"),
                Arguments.of(
                        "a whole model",
                        Pickle.of(2).global("ofa.nets", "Net").op(')', 0x81, '.'),
                        "names ofa.nets.Net"));
    }

    /** Each of these asks for far more than its own size, or for a depth that no call stack has. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_bomb_is_refused_or_harmless_within_bounded_memory(String what, byte[] pickle, String message)
            throws IOException {
        long before = Allocations.ofThisThread();
        requireRefused(CheckpointBytes.zip(pickle, Map.of()), message);
        requireRefused(CheckpointBytes.stream(pickle, Map.of(), 4), message);
        assertThat(Allocations.ofThisThread() - before).isLessThan(1L << 30);
    }

    static Stream<Arguments> a_bomb_is_refused_or_harmless_within_bounded_memory() {
        byte[] ordered = "ccollections\nOrderedDict\n".getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                Arguments.of("a deep list", repeated("]", "a", 100_000), "no state dictionary"),
                Arguments.of("a deep tuple", repeated("N", "\u0085", 200_000), "no state dictionary"),
                Arguments.of("many marks", repeated("N", "(", 1_000_000), "not made"),
                Arguments.of("endless empty dictionaries", repeated("", "}", 3_000_000), "more than 2097152 steps"),
                Arguments.of("a doubling list", doubling(), "no state dictionary"),
                Arguments.of("a long list, copied again and again", copies(ordered), "more than 2097152 steps"),
                Arguments.of(
                        "a text that claims two gigabytes",
                        Pickle.of(2).op('X').int32(Integer.MAX_VALUE).op('.').bytes(),
                        "2147483647 bytes"),
                Arguments.of(
                        "a memo index of four billion",
                        Pickle.of(2).op('N', 'r').int32(-1).op('.').bytes(),
                        "no state dictionary"));
    }

    private static byte[] repeated(String first, String then, int times) {
        String pushes = then.equals("a") ? "]".repeat(times) : "";
        return (first + pushes + then.repeat(times) + ".").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Each list holds the one before twice: short to write, endless to walk. */
    private static byte[] doubling() {
        return (")" + "2\u0086".repeat(200_000) + ".").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** OrderedDict of one list of 1,000 pairs, 100,000 times. */
    private static byte[] copies(byte[] ordered) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ordered);
        out.writeBytes("q\u0000](".getBytes(StandardCharsets.ISO_8859_1));
        IntStream.range(0, 1000)
                .forEach(i ->
                        out.writeBytes(new Pickle().text("k" + i).op('N', 0x86).bytes()));
        out.writeBytes("e\u0085q\u0001".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes("h\u0000h\u0001R".repeat(100_000).getBytes(StandardCharsets.ISO_8859_1));
        out.write('.');
        return out.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_zip_archive_that_torch_never_writes_is_refused(String what, List<Entry> entries, String message)
            throws IOException {
        long before = Allocations.ofThisThread();
        requireRefused(CheckpointBytes.zip(entries), message);
        assertThat(Allocations.ofThisThread() - before).isLessThan(1 << 24);
    }

    static Stream<Arguments> a_zip_archive_that_torch_never_writes_is_refused() {
        Entry weights = new Entry("archive/data/0", floats(1.5f, -2));
        return Stream.of(
                archive("no pickle", List.of(weights), "0 entries */data.pkl"),
                archive("two pickles", with(new Entry("other/data.pkl", Pickle.twoFloats())), "2 entries */data.pkl"),
                archive("an entry twice", with(weights), "two entries 'archive/data/0'"),
                archive(
                        "a path upwards",
                        with(new Entry("archive/../../etc/passwd", "x")),
                        "points out of its archive"),
                archive("a path from the root", with(new Entry("/etc/passwd", "x")), "points out of its archive"),
                archive("a path of Windows", with(new Entry("archive\\..\\x", "x")), "points out of its archive"),
                archive("TorchScript code", with(new Entry("archive/code/__torch__.py", "x")), "TorchScript"),
                archive("TorchScript constants", with(new Entry("archive/constants.pkl", "x")), "TorchScript"),
                archive("big-endian numbers", replaced(new Entry("archive/byteorder", "big")), "byte order 'big'"),
                archive(
                        "a byte order of a kilobyte",
                        replaced(new Entry("archive/byteorder", "x".repeat(1024))),
                        "1024"),
                archive("a missing storage", without("archive/data/0"), "no entry 'archive/data/0'"),
                archive("a short storage", replaced(new Entry("archive/data/0", floats(1))), "has 4 bytes"),
                archive("a long storage", replaced(new Entry("archive/data/0", floats(1, 2, 3))), "has 12 bytes"),
                archive("NaN", replaced(new Entry("archive/data/0", floats(1, Float.NaN))), "'w' holds NaN"),
                archive("infinity", replaced(new Entry("archive/data/0", floats(1, 1 / 0f))), "'w' holds Infinity"),
                archive("a bomb", replaced(new Entry("archive/data/0", new byte[99], 8, HUGE / 4)), "compressed entry"),
                archive("a packed pickle", replaced(new Entry("archive/data.pkl", new byte[99], 8, 9)), "compressed"),
                archive(
                        "a claimed size",
                        replaced(new Entry("archive/data/0", floats(1, 2), 0, 1 << 30)),
                        "claims 1073741824 bytes"),
                archive(
                        "a claimed size of the pickle",
                        replaced(new Entry("archive/data.pkl", Pickle.twoFloats(), 0, 1 << 30)),
                        "claims 1073741824 bytes"));
    }

    private static Arguments archive(String what, List<Entry> entries, String message) {
        return Arguments.of(what, entries, message);
    }

    private static List<Entry> with(Entry entry) {
        return Stream.concat(entries(Pickle.twoFloats(), TWO_FLOATS).stream(), Stream.of(entry))
                .toList();
    }

    private static List<Entry> without(String name) {
        return entries(Pickle.twoFloats(), TWO_FLOATS).stream()
                .filter(entry -> !entry.name().equals(name))
                .toList();
    }

    private static List<Entry> replaced(Entry entry) {
        return Stream.concat(without(entry.name()).stream(), Stream.of(entry)).toList();
    }

    @Test
    void a_damaged_weight_is_noticed_by_its_checksum() throws IOException {
        byte[] whole = CheckpointBytes.zip(Pickle.twoFloats(), TWO_FLOATS);
        int place = indexOf(whole, floats(1.5f, -2));
        whole[place] ^= 1;
        requireRefused(whole, "entry 'archive/data/0' does not have its checksum");
    }

    @Test
    void a_stream_whose_parts_contradict_each_other_is_refused() throws IOException {
        byte[] pickle = Pickle.twoFloats();
        byte[] whole = CheckpointBytes.stream(pickle, TWO_FLOATS, 4);
        byte[] count = CheckpointBytes.int64(2);
        requireRefused(replaced(whole, count, CheckpointBytes.int64(-2)), "has -2 elements");
        requireRefused(replaced(whole, count, CheckpointBytes.int64(HUGE)), "elements");
        requireRefused(
                replaced(whole, CheckpointBytes.machine(0x88), CheckpointBytes.machine(0x89)), "big-endian numbers");
        requireRefused(
                replaced(
                        whole,
                        Pickle.of(2).number(1001).bytes(),
                        Pickle.of(2).number(1000).bytes()),
                "version 1000");
        requireRefused(CheckpointBytes.stream(pickle, Map.of(), 4), "storage '0' are missing");
        requireRefused(
                CheckpointBytes.stream(pickle, Map.of("0", floats(1, 2), "1", floats(1)), 4), "'1' that it never uses");
        requireRefused(CheckpointBytes.stream(pickle, Map.of("0", floats(1, Float.NaN)), 4), "'w' holds NaN");
    }

    @Test
    void files_of_other_formats_are_refused_by_their_name() throws IOException {
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(StandardCharsets.ISO_8859_1), 0, tar, 257, 5);
        requireRefused(tar, "tar archive");
        byte[] safetensors = new Pickle().int64(2).raw("{}").bytes();
        requireRefused(safetensors, "looks like a safetensors file");
        requireRefused(new byte[0], "no PyTorch checkpoint");
        requireRefused("hello".getBytes(StandardCharsets.ISO_8859_1), "no PyTorch checkpoint");
        requireRefused(Pickle.of(2).number(7).op('.').bytes(), "a pickle, but none that torch.save wrote");
        requireRefused(Pickle.of(2).global("os", "system").bytes(), "names os.system");
    }

    private void requireRefused(byte[] bytes, String message) throws IOException {
        Path file = Files.write(folder.resolve("checkpoint.pth"), bytes);
        assertThatThrownBy(() -> StateDict.read(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    private static byte[] replaced(byte[] whole, byte[] old, byte[] by) {
        byte[] out = whole.clone();
        int place = indexOf(whole, old);
        System.arraycopy(by, 0, out, place, by.length);
        return out;
    }

    private static int indexOf(byte[] whole, byte[] part) {
        return IntStream.rangeClosed(0, whole.length - part.length)
                .filter(i -> Arrays.equals(whole, i, i + part.length, part, 0, part.length))
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
