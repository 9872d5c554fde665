package dev.specialize.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @TempDir
    private Path folder;

    /** Reads a file that was shipped and writes behind its text. */
    private record Appending(ShippedFolder shipped) implements Task<Integer, String> {
        @Override
        public String run(Integer input) {
            if (input < 0) {
                throw new InvalidFileException(Path.of("input"), "is " + input);
            }
            try {
                return Files.readString(shipped.path().resolve("greeting.txt")) + input;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 threads", "2 threads", "local[2]"})
    void results_come_in_the_order_of_the_inputs_and_files_are_where_the_work_is(String name) throws IOException {
        Files.writeString(folder.resolve("greeting.txt"), "hello ");
        try (Workers workers = AnyWorkers.named(name)) {
            Task<Integer, String> task = new Appending(workers.ship(folder, List.of("greeting.txt")));
            List<Integer> inputs = IntStream.range(0, 30).boxed().toList();
            assertThat(workers.each(task, inputs))
                    .containsExactlyElementsOf(
                            inputs.stream().map(i -> "hello " + i).toList());
            assertThat(workers.each(task, List.of())).isEmpty();
            assertThat(workers.parallelism()).isEqualTo(name.startsWith("1") ? 1 : 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 threads", "local[2]"})
    void what_a_task_throws_is_thrown(String name) throws IOException {
        Files.writeString(folder.resolve("greeting.txt"), "");
        try (Workers workers = AnyWorkers.named(name)) {
            Task<Integer, String> task = new Appending(workers.ship(folder, List.of("greeting.txt")));
            assertThatThrownBy(() -> workers.each(task, List.of(1, -7, 2)))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessage("input: is -7");
        }
    }

    @Test
    void a_master_that_is_none_is_refused() {
        AnyWorkers.assumeSpark();
        assertThatThrownBy(() -> Workers.spark("the cellar"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the cellar");
        assertThatThrownBy(() -> Workers.threads(0)).hasMessageContaining("at least 1, got 0");
    }
}
