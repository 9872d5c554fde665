package dev.specialize.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.devices.CoreList;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Mutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceBookTest {
    private static final BookedDevice BOARD = new BookedDevice(
            DeviceAddress.parse("ssh://pi@board:2222"), RunnerOptions.threads(2).withCores(CoreList.parse("2-3")));
    private static final BookedDevice PHONE =
            new BookedDevice(DeviceAddress.parse("adb:R58N12"), RunnerOptions.threads(1));

    @TempDir
    private Path folder;

    private Path file;
    private DeviceBook book;

    @BeforeEach
    void open() {
        file = folder.resolve("home").resolve("devices.json");
        book = new DeviceBook(file);
    }

    @Test
    void an_empty_book_needs_no_file() {
        assertThat(book.devices()).isEmpty();
        assertThat(book.find("board")).isEmpty();
        book.remove("board");
        assertThat(file).doesNotExist();
    }

    @Test
    void devices_are_found_again_by_name() throws IOException {
        book.add("phone", PHONE);
        book.add("board", BOARD);

        assertThat(new DeviceBook(file).devices()).containsExactly(entry("board", BOARD), entry("phone", PHONE));
        assertThat(new DeviceBook(file).find("board")).contains(BOARD);
        assertThat(BOARD).hasToString("ssh://pi@board:2222, 2 threads, cores 2-3");
        assertThat(PHONE).hasToString("adb:R58N12, 1 thread");
        assertThat(Files.readString(file)).isEqualTo("""
                {
                  "format" : "device-book/1",
                  "devices" : {
                    "board" : {
                      "address" : "ssh://pi@board:2222",
                      "threads" : 2,
                      "cores" : "2-3"
                    },
                    "phone" : {
                      "address" : "adb:R58N12",
                      "threads" : 1,
                      "cores" : null
                    }
                  }
                }
                """);
    }

    @Test
    void a_device_can_move_and_be_forgotten() {
        book.add("board", BOARD);
        book.add("board", PHONE);
        assertThat(book.find("board")).contains(PHONE);

        book.remove("board");
        assertThat(book.devices()).isEmpty();
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "local", "../x", "a b", "-x", "a/b"})
    void names_that_no_file_can_have_are_refused(String name) {
        assertThatThrownBy(() -> book.add(name, BOARD)).hasMessageStartingWith("name must ");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            "ssh://pi@board:2222"     | "ssh://-oX"   | device 'board': host must be a host name or an address
            "threads" : 2             | "threads" : 3 | device 'board': threads must be at most the number of cores 2-3
            "cores" : "2-3"           | "cores" : "x" | device 'board': cores must be like 4-7 or 0,2
            "threads"                 | "threds"      | Missing field 'threads'
            device-book/1             | device-book/9 | format must be device-book/1, got device-book/9
            "board"                   | "local"       | name must not be that of this machine
            """)
    void a_file_that_says_something_else_is_refused(String good, String bad, String message) throws IOException {
        book.add("board", BOARD);
        Files.writeString(file, Files.readString(file).replace(good, bad));

        assertThatThrownBy(book::devices)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void a_damaged_file_is_read_or_refused_and_nothing_else() throws IOException {
        book.add("board", BOARD);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            Files.write(file, Mutation.of(whole, random));
            try {
                assertThat(book.devices()).hasSizeLessThan(3);
            } catch (InvalidFileException e) {
                refused++;
                assertThat(e.getMessage().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1000);
            }
        }
        assertThat(refused).isBetween(200, 500);
    }

    private static Map.Entry<String, BookedDevice> entry(String name, BookedDevice device) {
        return Map.entry(name, device);
    }
}
