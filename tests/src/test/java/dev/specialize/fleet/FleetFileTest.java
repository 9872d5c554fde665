package dev.specialize.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetFileTest {
    private static final String GOOD = """
            {"format": "fleet/1", "supernet": "net", "devices": [
              {"device": "pixel", "budgets": [{"latency": "20ms", "weight": 3}, {"latency": "30ms", "weight": 0}]},
              {"device": "board.json", "budgets": [{"latency": "1 s", "weight": 1.5}]}]}
            """;

    @TempDir
    private Path folder;

    private FleetFile read(String json) throws IOException {
        Path file = folder.resolve("fleet.json");
        Files.writeString(file, json);
        return FleetFile.read(file);
    }

    @Test
    void a_fleet_is_read() throws IOException {
        FleetFile fleet = read(GOOD);
        assertThat(fleet.devices()).extracting(FleetFile.Device::device).containsExactly("pixel", "board.json");
        assertThat(fleet.totalWeight()).isEqualTo(4.5);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"weight\": 3    | \"weight\": -3   | weight must be at least 0, got -3",
                "\"weight\": 3    | \"weight\": 1e400 | weight must be at least 0, got Infinity",
                "30ms             | 20000us          | budget 20 ms of 'pixel' is there twice",
                "board.json       | pixel            | device 'pixel' is there twice",
                "20ms             | 20               | has no unit",
                "20ms             | 0ms              | is not above zero",
                "fleet/1          | fleet/2          | format must be fleet/1, got fleet/2",
                "\"supernet\"     | \"net\"          | supernet",
                "\"device\": \"pixel\" | \"device\": \" \" | device must not be empty",
                "\"weight\": 3    | \"weight\": \"3\" | weight",
                "1.5}]}]}         | 1.5}]}]          | ends too early",
            })
    void what_is_wrong_is_named(String good, String bad, String message) {
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("fleet.json")
                .hasMessageContaining(message);
    }

    @Test
    void weights_that_are_all_zero_are_refused() {
        String zero = GOOD.replace("\"weight\": 3", "\"weight\": 0").replace("1.5", "0");
        assertThatThrownBy(() -> read(zero)).hasMessageContaining("weights must add up to more than 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"not JSON at all", "[]", "null", "''"})
    void what_is_no_fleet_is_refused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("fleet.json");
    }
}
