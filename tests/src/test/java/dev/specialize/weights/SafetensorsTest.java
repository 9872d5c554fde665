package dev.specialize.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.weights.Safetensors.ElementType;
import dev.specialize.weights.Safetensors.RawArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    private Path folder;

    @Test
    void arrays_of_every_type_round_trip() {
        SortedMap<String, RawArray> arrays = arrays();
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, arrays);
        SortedMap<String, RawArray> read = Safetensors.read(file);
        assertThat(read).isEqualTo(arrays);
    }

    @Test
    void equal_arrays_have_equal_bytes_in_the_published_layout() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, arrays());
        byte[] once = Files.readAllBytes(file);
        Safetensors.write(file, arrays());
        assertThat(file).hasBinaryContent(once);
        int header = (int) ByteBuffer.wrap(once).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();
        assertThat(new String(once, 8, header, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"f\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                        + "\"i\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[24,32]},"
                        + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,5],\"data_offsets\":[32,32]},"
                        + "\"ü\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[32,33]}}");
        assertThat(Arrays.copyOfRange(once, 8 + header + 4, 8 + header + 8)).containsExactly(0, 0, (byte) 0x80, 0x3f);
    }

    private static SortedMap<String, RawArray> arrays() {
        ByteBuffer floats = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        floats.asFloatBuffer().put(new float[] {0, 1, 2, 3, 4, -5});
        ByteBuffer integers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        integers.asIntBuffer().put(new int[] {-7, 1 << 30});
        SortedMap<String, RawArray> arrays = new TreeMap<>();
        arrays.put("f", new RawArray(ElementType.F32, List.of(2, 3), floats));
        arrays.put("i", new RawArray(ElementType.I32, List.of(2), integers));
        arrays.put("none", new RawArray(ElementType.F32, List.of(0, 5), ByteBuffer.allocate(0)));
        arrays.put("ü", new RawArray(ElementType.U8, List.of(), ByteBuffer.wrap(new byte[] {(byte) 200})));
        return arrays;
    }

    @Test
    void weights_round_trip_and_metadata_of_other_writers_is_passed_over() throws IOException {
        Weights weights = new Weights(new TreeMap<>(
                Map.of("b", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2), "a", Tensor.of(new float[] {7}, 1))));
        Path file = folder.resolve("w.safetensors");
        weights.write(file);
        assertThat(Weights.read(file).get("b").values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(Weights.read(file).get("b").shape()).containsExactly(3, 2);
        Path foreign = write(
                "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1],"
                        + "\"data_offsets\":[0,4]}}",
                new byte[4]);
        assertThat(Weights.read(foreign).tensors()).containsOnlyKeys("a");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "null | holds null",
                "[] | Array value",
                "{\"a\":5} | 'a' is malformed",
                "{\"a\":null} | field 'a'",
                "{\"a\":{}} | 'a' is malformed",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}} | 'a' is malformed",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}} | 'a' is malformed",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,6]}} | 'a' is malformed",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-1],\"data_offsets\":[0,4]}} | do not fit its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | do not fit its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}} | do not fit its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[9223372036854775800,9223372036854775804]}} | gaps",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2147483647,2147483647,9],\"data_offsets\":[0,4]}} | 'a' is malformed",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | gaps",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | overlap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | cut off: 8 of 12 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | its header tells of 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | a"
            })
    void a_header_that_breaks_the_format_is_refused(String header, String message) throws IOException {
        Path file = write(header, new byte[8]);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    private Path write(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("x.safetensors"), bytes.array());
    }

    @Test
    void a_file_cut_anywhere_is_refused() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, arrays());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(InvalidFileException.class);
        }
    }

    /** Either the change is harmless (a name, a value), or the file is refused with the one exception. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void a_damaged_header_never_fails_in_another_way(long seed) throws IOException {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, arrays());
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                Safetensors.read(file);
            } catch (InvalidFileException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(150);
    }

    @Test
    void missing_files_folders_other_types_and_values_that_are_not_finite_are_refused() throws IOException {
        Path missing = folder.resolve("none");
        assertThatThrownBy(() -> Weights.read(missing))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> Weights.read(folder)).isInstanceOf(InvalidFileException.class);
        Path integers = write("{\"n\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}", new byte[4]);
        assertThatThrownBy(() -> Weights.read(integers))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(integers + ": tensor 'n' is I32, expected F32");
        Path nan = folder.resolve("nan");
        new Weights(Map.of("a", Tensor.of(new float[] {1, Float.NaN}, 2))).write(nan);
        assertThatThrownBy(() -> Weights.read(nan))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(nan + ": tensor 'a' holds NaN");
    }
}
