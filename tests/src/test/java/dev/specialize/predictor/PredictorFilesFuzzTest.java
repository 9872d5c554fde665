package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Sha256;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files end in a clean error or, where the damage changes nothing that can be checked, are read. */
final class PredictorFilesFuzzTest {
    private static final int CASES = 10_000;
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final List<String> WORDS = List.of(
            "-1", "0", "1e999", "NaN", "null", "9999999999", "[]", "{}", "\"", ",", "r24", "k3e3", "[[[[", "mlp", "\0");

    @TempDir
    private Path folder;

    private interface Reader {
        Object read() throws IOException;
    }

    @Test
    void damaged_ridges_are_refused_cleanly_seeds_1_to_10000() throws IOException {
        Path file = folder.resolve("ridge.json");
        GenomeCodec codec = new GenomeCodec(SPACE);
        Samples two = Samples.of(codec, SyntheticPairs.of(SPACE, 2, 0.001, 1));
        RidgeFit fit = RidgeFit.of(codec, new Ridge(Kernel.rbf(0.1), 0.1), new Ridge(Kernel.linear(), 1), two);
        new RidgeModel(SPACE, fit, new PredictorQuality(3, 1, 1, 1, 0, 1, 0)).write(file);
        byte[] good = Files.readAllBytes(file);
        fuzz(good, seed -> write(file, mutated(good, seed)), () -> PredictorModel.read(file, SPACE));
    }

    @Test
    void damaged_pairs_are_refused_cleanly_seeds_1_to_10000() throws IOException {
        Path file = folder.resolve("pairs.csv");
        byte[] good = ("note,arch,acc\n\"a,\"\"b\"\"\",r24 k3e3.k3e3 k3e3.k3e3 k3e3.k3e3,70.5\r\n"
                        + "\"\",\"{\"\"ks\"\":[7,5,3,3,3,3,3,3,3,3,3,3],\"\"e\"\":[3,4,6,3,3,3,3,3,3,3,3,3],"
                        + "\"\"d\"\":[3,2,2],\"\"r\"\":[28]}\",71\n")
                .getBytes(StandardCharsets.UTF_8);
        write(file, good);
        fuzz(good, seed -> write(file, mutated(good, seed)), () -> EvaluatedPairsCsv.read(file, SPACE));
    }

    @Test
    void damaged_perceptrons_are_refused_cleanly_seeds_1_to_10000() throws IOException {
        Path file = perceptron();
        byte[] good = Files.readAllBytes(file);
        fuzz(good, seed -> write(file, mutated(good, seed)), () -> PredictorModel.read(file, SPACE));
    }

    /** In every second case the JSON names the damaged file's hash, so that the hash does not hide what comes after. */
    @Test
    void damaged_weights_are_refused_cleanly_seeds_1_to_10000() throws IOException {
        Path file = perceptron();
        Path weights = folder.resolve("mlp.safetensors");
        byte[] good = Files.readAllBytes(weights);
        String json = Files.readString(file);
        String hash = Sha256.of(weights);
        fuzz(
                good,
                seed -> {
                    byte[] damaged = mutated(good, seed);
                    write(weights, damaged);
                    String text = seed % 2 == 0 ? json.replace(hash, Sha256.of(damaged)) : json;
                    write(file, text.getBytes(StandardCharsets.UTF_8));
                },
                () -> PredictorModel.read(file, SPACE));
    }

    private interface Damage {
        void apply(int seed) throws IOException;
    }

    private static void fuzz(byte[] good, Damage damage, Reader reader) throws IOException {
        assertThat(reader.read()).as("undamaged, %d bytes", good.length).isNotNull();
        int refused = 0;
        for (int seed = 1; seed <= CASES; seed++) {
            damage.apply(seed);
            try {
                reader.read();
            } catch (InvalidFileException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(refused).isGreaterThan(CASES / 4);
    }

    private Path perceptron() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        tensors.put("layers.0.0.weight", random(random, 2, 72 + 3));
        tensors.put("layers.0.0.bias", random(random, 2));
        tensors.put("layers.1.weight", random(random, 1, 2));
        tensors.put("base_acc", random(random, 1));
        Path source = Files.writeString(folder.resolve("source.pth"), "any");
        Path file = folder.resolve("mlp.json");
        PredictorImport.of(source, tensors, SPACE, SPACE.resolutions()).write(file);
        return file;
    }

    private static Tensor random(SplittableRandom random, Integer... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-0.3, 0.3);
        }
        return Tensor.of(values, shape);
    }

    /** A new file each time: some file systems flush one that is emptied and written again, which takes long. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, bytes);
    }

    /** Cut off, bytes changed, a part repeated or left out, or a telling word put in. */
    private static byte[] mutated(byte[] good, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int from = random.nextInt(good.length);
        int to = Math.min(good.length, from + 1 + random.nextInt(40));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(good, from);
            case 1 -> changed(good, random);
            case 2 -> spliced(good, to, Arrays.copyOfRange(good, from, to), to);
            case 3 -> spliced(good, from, new byte[0], to);
            default ->
                spliced(
                        good,
                        from,
                        WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8),
                        random.nextBoolean() ? from : to);
        };
    }

    private static byte[] changed(byte[] good, SplittableRandom random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** The bytes before {@code before}, then others, then those from {@code after} on. */
    private static byte[] spliced(byte[] good, int before, byte[] middle, int after) {
        byte[] bytes = Arrays.copyOf(good, before + middle.length + good.length - after);
        System.arraycopy(middle, 0, bytes, before, middle.length);
        System.arraycopy(good, after, bytes, before + middle.length, good.length - after);
        return bytes;
    }
}
