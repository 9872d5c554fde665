package dev.specialize.pytorch;

import static dev.specialize.pytorch.CheckpointBytes.floats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file says, reading it ends with weights or with the one exception, and asks for little memory. */
class CheckpointFuzzTest {
    private static final int CASES = 10_000;
    private static final long MOST_BYTES = 1 << 24;
    private static final Map<String, byte[]> STORAGES =
            new TreeMap<>(Map.of("0", floats(1, 2, 3, 4, 5, 6), "1", floats(7), "2", new byte[4]));
    private static final byte[] PICKLE = pickle();

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 1)
    void a_mutated_zip_archive_is_read_or_refused(long seed) throws IOException {
        byte[] whole = CheckpointBytes.zip(PICKLE, STORAGES);
        assertThat(accepted(seed, random -> mutated(whole, random))).isBetween(CASES / 100, CASES / 2);
    }

    /** With right checksums: else hardly a case would come as far as the pickle. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 2)
    void a_mutated_pickle_in_a_zip_archive_is_read_or_refused(long seed) throws IOException {
        assertThat(accepted(seed, random -> CheckpointBytes.zip(mutated(PICKLE, random), STORAGES)))
                .isBetween(CASES / 100, CASES / 2);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 3)
    void a_mutated_stream_is_read_or_refused(long seed) throws IOException {
        byte[] whole = CheckpointBytes.stream(PICKLE, STORAGES, 4);
        assertThat(accepted(seed, random -> mutated(whole, random))).isBetween(CASES / 100, CASES / 2);
    }

    @FunctionalInterface
    private interface Mutation {
        byte[] next(SplittableRandom random);
    }

    private int accepted(long seed, Mutation mutation) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve("checkpoint.pth");
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            Files.write(file, mutation.next(random));
            long before = Allocations.ofThisThread();
            try {
                StateDict.read(file);
                accepted++;
            } catch (InvalidFileException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
            }
            assertThat(Allocations.ofThisThread() - before)
                    .as("bytes in case " + i)
                    .isLessThan(MOST_BYTES);
        }
        return accepted;
    }

    private static byte[] mutated(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            int place = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[place] = (byte) random.nextInt(256);
                case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[place] = bytes[random.nextInt(bytes.length)];
                case 3 -> Arrays.fill(bytes, place, Math.min(bytes.length, place + 4), (byte) (random.nextInt(3) - 1));
                case 4 -> bytes = without(bytes, place, random.nextInt(1, 9));
                default -> bytes = repeated(bytes, place, random.nextInt(1, 33));
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int from, int count) {
        int to = Math.min(bytes.length, from + count);
        byte[] out = Arrays.copyOf(bytes, Math.max(1, bytes.length - (to - from)));
        System.arraycopy(bytes, to, out, from, Math.max(0, out.length - from));
        return out;
    }

    private static byte[] repeated(byte[] bytes, int from, int count) {
        int to = Math.min(bytes.length, from + count);
        byte[] out = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(bytes, from, out, to, bytes.length - from);
        return out;
    }

    /** Two weights and a counter under state_dict, beside an epoch and an optimiser. */
    private static byte[] pickle() {
        Pickle pickle = Pickle.of(2).op('}').text("epoch").number(3).op('s');
        pickle.text("state_dict").global("collections", "OrderedDict").op(')', 'R', '(');
        pickle.text("w").tensor("FloatStorage", "0", 6, 0, new long[] {2, 3}, new long[] {1, 2});
        pickle.text("b").tensor("FloatStorage", "1", 1, 0, new long[] {1}, new long[] {1});
        pickle.text("n")
                .tensor("IntStorage", "2", 1, 0, new long[0], new long[0])
                .op('u', '}', 'b', 's');
        pickle.text("optimizer").op('}').text("lr");
        return pickle.op('G').int64(0).op('s', 's', '.').bytes();
    }
}
