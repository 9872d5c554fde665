package dev.specialize.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResolutionMeanTest {
    static Stream<List<Integer>> resolutions() {
        return Stream.of(
                List.of(32),
                List.of(24, 32),
                List.of(16, 24, 64),
                List.of(24, 28, 32, 48),
                Stream.iterate(128, r -> r <= 224, r -> r + 4).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("resolutions")
    void a_parabola_is_known_from_three_places(List<Integer> resolutions) {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow().withResolutions(resolutions);
        List<Integer> asked = new ArrayList<>();
        double mean = ResolutionMean.of(space).mean(resolution -> {
            asked.add(resolution);
            return parabola(resolution);
        });
        double expected = resolutions.stream()
                .mapToDouble(ResolutionMeanTest::parabola)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(expected, within(1e-9 * expected));
        assertThat(asked)
                .hasSize(Math.min(3, resolutions.size()))
                .doesNotHaveDuplicates()
                .contains(resolutions.get(0), space.maxResolution());
    }

    private static double parabola(int resolution) {
        return 3.0 * resolution * resolution + 7 * resolution + 100;
    }
}
