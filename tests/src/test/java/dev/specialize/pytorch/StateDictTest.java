package dev.specialize.pytorch;

import static dev.specialize.pytorch.CheckpointBytes.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateDictTest {
    private static final Map<String, byte[]> TWO_FLOATS = Map.of("0", floats(1.5f, -2));

    @TempDir
    private Path folder;

    @Test
    void both_formats_give_the_same_weights() throws IOException {
        byte[] pickle = Pickle.twoFloats();
        StateDict zipped = read(CheckpointBytes.zip(pickle, TWO_FLOATS));
        StateDict streamed = read(CheckpointBytes.stream(pickle, TWO_FLOATS, 4));
        assertThat(zipped.tensors().get("w").values()).containsExactly(1.5f, -2);
        assertThat(streamed.tensors().get("w").values()).containsExactly(1.5f, -2);
        assertThat(streamed.tensors().get("w").shape()).containsExactly(2);
    }

    @Test
    void a_view_of_a_view_in_a_file_of_the_first_releases_starts_where_the_view_does() throws IOException {
        Pickle pickle =
                Pickle.weight().global("torch._utils", "_rebuild_tensor").op('(');
        pickle.op('(')
                .text("storage")
                .global("torch", "FloatStorage")
                .text("0")
                .text("cpu")
                .number(4);
        pickle.op('(').text("v").number(1).number(3).op('t', 't', 'Q');
        pickle.number(1).numbers(2).numbers(1).op('t', 'R', 's', '.');
        StateDict read = read(CheckpointBytes.stream(pickle.bytes(), Map.of("0", floats(0, 1, 2, 3)), 4));
        assertThat(read.tensors().get("w").values()).containsExactly(2, 3);
    }

    /** As torch 2 saves what its older classes of storages do not know: bytes, and the type beside the shape. */
    @Test
    void a_storage_of_bare_bytes_is_read_as_its_tensors_say() throws IOException {
        Pickle pickle =
                Pickle.weight().global("torch._utils", "_rebuild_tensor_v3").op('(');
        pickle.op('(')
                .text("storage")
                .global("torch.storage", "UntypedStorage")
                .text("0")
                .text("cpu");
        pickle.number(8).op('t', 'Q').number(1).numbers(1).numbers(1).op(0x89).op(')');
        pickle.global("torch", "float32").op('t', 'R', 's', '.');
        assertThat(read(CheckpointBytes.zip(pickle.bytes(), TWO_FLOATS))
                        .tensors()
                        .get("w")
                        .values())
                .containsExactly(-2);
    }

    @Test
    void tied_weights_share_their_values() throws IOException {
        Pickle pickle = Pickle.weight()
                .tensor("FloatStorage", "0", 2, 0, new long[] {2}, new long[] {1})
                .op('s')
                .text("tied")
                .tensor("FloatStorage", "0", 2, 0, new long[] {2}, new long[] {1})
                .op('s', '.');
        StateDict read = read(CheckpointBytes.zip(pickle.bytes(), TWO_FLOATS));
        assertThat(read.tensors().get("tied")).isSameAs(read.tensors().get("w"));
    }

    /** Names of the dictionaries at the top, each of one tensor; "=" is the top itself, "-" one without a tensor. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "state_dict, 0",
        "model, 0",
        "model -optimizer, 0",
        "-epoch net, 1",
        "model state_dict, 1",
        "state_dict_ema state_dict, 1",
        "= model, 0",
        "= state_dict, 1",
        "model ema, several sets of weights: ema, model",
        "-optimizer, holds no weights",
    })
    void weights_are_found_where_there_is_no_doubt(String layout, String expected) throws IOException {
        byte[] file = CheckpointBytes.zip(layout(layout.split(" ")), Map.of("0", floats(0), "1", floats(1)));
        if (expected.length() > 1) {
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining(expected);
            return;
        }
        assertThat(read(file).tensors().get("w").values()).containsExactly(Float.parseFloat(expected));
    }

    private static byte[] layout(String... names) {
        Pickle pickle = Pickle.of(2).op('}');
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals("=")) {
                scalar(pickle, i);
            } else if (names[i].startsWith("-")) {
                pickle.text(names[i]).op('}', 's');
            } else {
                scalar(pickle.text(names[i]).op('}'), i).op('s');
            }
        }
        // the storages of both positions are named, whichever hold weights
        pickle.text("others").op('(').storage("FloatStorage", "0", 1).storage("FloatStorage", "1", 1);
        return pickle.op('t', 's', '.').bytes();
    }

    private static Pickle scalar(Pickle pickle, int key) {
        return pickle.text("w")
                .tensor("FloatStorage", Integer.toString(key), 1, 0, new long[0], new long[0])
                .op('s');
    }

    @Test
    void a_file_of_two_floats_cut_anywhere_is_refused() throws IOException {
        byte[] pickle = Pickle.twoFloats();
        for (byte[] whole :
                new byte[][] {CheckpointBytes.zip(pickle, TWO_FLOATS), CheckpointBytes.stream(pickle, TWO_FLOATS, 4)}) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> read(cut)).isInstanceOf(InvalidFileException.class);
            }
        }
    }

    @Test
    void missing_files_and_folders_are_refused() {
        Path missing = folder.resolve("none.pth");
        assertThatThrownBy(() -> StateDict.read(missing))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> StateDict.read(folder)).isInstanceOf(InvalidFileException.class);
    }

    private StateDict read(byte[] bytes) throws IOException {
        return StateDict.read(Files.write(folder.resolve("checkpoint.pth"), bytes));
    }
}
