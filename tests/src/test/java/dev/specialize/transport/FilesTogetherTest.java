package dev.specialize.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.SystemFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class FilesTogetherTest {
    private final List<List<String>> questions = new ArrayList<>();
    private final FilesTogether files = new FilesTogether();

    @Test
    void what_was_read_once_is_read_at_once_the_next_time() {
        SystemFiles first = reading("cold");
        assertThat(first.read("/a")).contains("cold");
        assertThat(first.read("/none")).isEmpty();
        assertThat(first.read("/a")).contains("cold");
        questions.clear();

        SystemFiles second = reading("warm");
        assertThat(second.read("/a")).contains("warm");
        assertThat(second.read("/none")).isEmpty();
        assertThat(second.read("/b")).contains("warm");

        assertThat(questions).containsExactly(List.of("/a", "/none"), List.of("/b"));
    }

    @Test
    void no_question_is_so_long_that_nobody_could_take_it() {
        SystemFiles first = reading("x");
        for (int i = 0; i < 1000; i++) {
            assertThat(first.read("/" + i)).contains("x");
        }
        questions.clear();
        reading("x");

        assertThat(questions).hasSize(1);
        assertThat(questions.get(0)).hasSize(400);
    }

    private SystemFiles reading(String text) {
        Function<List<String>, List<Optional<String>>> reader = paths -> {
            questions.add(paths);
            return paths.stream()
                    .map(path -> path.equals("/none") ? Optional.<String>empty() : Optional.of(text))
                    .toList();
        };
        return files.upToDate(reader);
    }
}
