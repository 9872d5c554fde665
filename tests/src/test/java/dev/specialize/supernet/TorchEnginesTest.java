package dev.specialize.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchEnginesTest {
    @ParameterizedTest(name = "{0} images, at most {1} engines")
    @CsvSource({"1, 4, 1", "63, 4, 1", "64, 4, 2", "95, 4, 2", "96, 4, 3", "4096, 4, 4", "4096, 1, 1"})
    void a_batch_is_shared_by_as_many_as_have_enough_images(int images, int most, int expected) {
        List<Integer> asked = new ArrayList<>();
        try (TorchEngines engines = TorchEngines.upTo(most, number -> {
            asked.add(number);
            return TorchEngine.open();
        })) {
            assertThat(engines.sharing(images)).hasSize(expected).startsWith(engines.first());
            assertThat(asked)
                    .as("each once: GPUs have numbers")
                    .isEqualTo(IntStream.range(0, expected).boxed().toList());
            assertThat(engines.sharing(images)).isEqualTo(engines.sharing(images));
            assertThat(engines.sharing(1)).containsExactly(engines.first());
            assertThat(engines.devices(images)).isEqualTo("cpu()");
        }
    }

    @Test
    void an_engine_on_the_cpu_is_there_whatever_else_there_is() {
        try (TorchEngine engine = TorchEngine.openOnCpu()) {
            assertThat(engine.device()).isEqualTo("cpu()");
        }
    }

    @Test
    void engines_that_were_given_share_every_batch() {
        try (TorchEngines engines = TorchEngines.of(TorchEngine.open(), TorchEngine.open())) {
            assertThat(engines.sharing(2)).hasSize(2);
            assertThat(engines.sharing(1_000)).hasSize(2);
        }
    }
}
