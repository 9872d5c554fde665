package dev.specialize.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightShapesTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void they_are_those_of_the_weights_that_training_starts_from(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        Map<String, List<Integer>> initial = new TreeMap<>();
        InitialWeights.of(space, 1).tensors().forEach((tensor, values) -> initial.put(tensor, values.shape()));
        assertThat(new TreeMap<>(WeightShapes.of(space))).isEqualTo(initial);
    }

    @Test
    void a_nudge_moves_every_value_to_a_neighbour() {
        Weights weights = new Weights(Map.of("w", Tensor.of(new float[] {1, -2, 0, 1e-30f}, 4)));
        float[] nudged = weights.nudged(3).get("w").values();
        for (int i = 0; i < 4; i++) {
            float value = weights.get("w").values()[i];
            assertThat(nudged[i]).isIn(Math.nextUp(value), Math.nextDown(value));
        }
        assertThat(weights.nudged(3).get("w").values()).isEqualTo(nudged);
    }
}
