package dev.specialize.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final Weights SUPERNET = supernet();

    /** Every elastic layer at its largest, with random transformation matrices. */
    private static Weights supernet() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Tensor> tensors =
                new TreeMap<>(RandomWeights.of(SPACE.lower(SPACE.largest()), 1).tensors());
        for (Layer layer : SPACE.lower(SPACE.largest()).layers()) {
            if (layer.name().startsWith("stages.")) {
                tensors.put(layer.name() + ".depthwise.7to5", matrix(25, random));
                tensors.put(layer.name() + ".depthwise.5to3", matrix(9, random));
            }
        }
        return new Weights(tensors);
    }

    private static Tensor matrix(int size, SplittableRandom random) {
        float[] values = new float[size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, size, size);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void weights_are_the_prefixes_of_the_supernets(long seed) {
        Subnet subnet = Subnet.of(SPACE, sampled(seed), SUPERNET);
        Weights own = subnet.weights();
        Weights ofNetwork = RandomWeights.of(subnet.network(), 1);
        assertThat(own.tensors()).containsOnlyKeys(ofNetwork.tensors().keySet());
        own.tensors().forEach((name, tensor) -> {
            assertThat(tensor.shape()).as(name).isEqualTo(ofNetwork.get(name).shape());
            if (!name.endsWith("depthwise.weight")) {
                assertPrefix(name, tensor, SUPERNET.get(name));
            }
        });
    }

    private static void assertPrefix(String name, Tensor part, Tensor whole) {
        int[] index = new int[part.shape().size()];
        float[] expected = new float[part.values().length];
        for (int i = 0; i < expected.length; i++) {
            int at = 0;
            for (int axis = 0; axis < index.length; axis++) {
                at = at * whole.shape().get(axis) + index[axis];
            }
            expected[i] = whole.values()[at];
            for (int axis = index.length - 1;
                    axis >= 0 && ++index[axis] == part.shape().get(axis);
                    axis--) {
                index[axis] = 0;
            }
        }
        assertThat(part.values()).as(name).isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void smaller_kernels_are_transformed_crops_of_larger_ones(long seed) {
        Subnet subnet = Subnet.of(SPACE, sampled(seed), SUPERNET);
        for (Layer layer : subnet.network().layers()) {
            if (layer instanceof InvertedResidual block && block.expanded()) {
                assertKernels(block, subnet.weights().get(block.name() + ".depthwise.weight"));
            }
        }
    }

    private static void assertKernels(InvertedResidual block, Tensor kernels) {
        Tensor largest = SUPERNET.get(block.name() + ".depthwise.weight");
        assertThat(kernels.shape()).containsExactly(block.middle(), 1, block.kernel(), block.kernel());
        double worst = 0;
        for (int c = 0; c < block.middle(); c++) {
            double[][] kernel = new double[7][7];
            for (int i = 0; i < 49; i++) {
                kernel[i / 7][i % 7] = largest.values()[c * 49 + i];
            }
            for (int size = 5; size >= block.kernel(); size -= 2) {
                kernel = shrunk(kernel, SUPERNET.get(block.name() + ".depthwise." + (size + 2) + "to" + size));
            }
            int area = block.kernel() * block.kernel();
            for (int i = 0; i < area; i++) {
                double expected = kernel[i / block.kernel()][i % block.kernel()];
                worst = Math.max(worst, Math.abs(kernels.values()[c * area + i] - expected));
            }
        }
        assertThat(worst).as(block.name()).isLessThan(1e-4);
    }

    private static double[][] shrunk(double[][] kernel, Tensor matrix) {
        int size = kernel.length - 2;
        double[][] out = new double[size][size];
        for (int i = 0; i < size * size; i++) {
            for (int j = 0; j < size * size; j++) {
                out[i / size][i % size] += matrix.values()[i * size * size + j] * kernel[j / size + 1][j % size + 1];
            }
        }
        return out;
    }

    @Test
    void the_largest_subnet_is_the_supernet_without_its_matrices() {
        Subnet subnet = Subnet.of(SPACE, SPACE.largest(), SUPERNET);
        Map<String, Tensor> expected = new TreeMap<>(SUPERNET.tensors());
        expected.keySet().removeIf(name -> name.endsWith("to5") || name.endsWith("to3"));
        assertThat(subnet.weights().tensors()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void weights_that_training_starts_from_hold_every_subnet(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow().withWidthMultiplier(0.3);
        Weights initial = InitialWeights.of(space, 1);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5; i++) {
            Subnet subnet = Subnet.of(space, new ArchitectureSampler(space).sample(random), initial);
            Weights fitting = RandomWeights.of(subnet.network(), 1);
            assertThat(subnet.weights().tensors())
                    .containsOnlyKeys(fitting.tensors().keySet());
            subnet.weights().tensors().forEach((tensorName, tensor) -> {
                assertThat(tensor.shape())
                        .as(tensorName)
                        .isEqualTo(fitting.get(tensorName).shape());
                if (!tensorName.endsWith("depthwise.weight")) {
                    assertPrefix(tensorName, tensor, initial.get(tensorName));
                }
            });
        }
    }

    @Test
    void an_architecture_of_another_space_or_weights_of_one_are_refused() {
        SearchSpace other = BuiltInSpaces.named("mbv3").orElseThrow();
        Architecture foreign = other.smallest();
        assertThatThrownBy(() -> Subnet.of(SPACE, foreign, SUPERNET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not an architecture of mbv3-32: ");
        assertThatThrownBy(() -> Subnet.of(other, foreign, SUPERNET)).isInstanceOf(IllegalArgumentException.class);
        Architecture smallest = SPACE.smallest();
        assertThatThrownBy(() -> Subnet.of(SPACE, smallest, new Weights(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no weights named 'stem.weight'");
    }

    @Test
    void random_weights_are_finite_and_repeat_with_their_seed() {
        var network = SPACE.lower(SPACE.smallest());
        Weights weights = RandomWeights.of(network, 9);
        Weights again = RandomWeights.of(network, 9);
        long count = 0;
        for (Map.Entry<String, Tensor> entry : weights.tensors().entrySet()) {
            assertThat(entry.getValue().values())
                    .isEqualTo(again.get(entry.getKey()).values());
            boolean trained =
                    !entry.getKey().endsWith(".mean") && !entry.getKey().endsWith(".variance");
            count += trained ? entry.getValue().values().length : 0;
        }
        assertThat(count).isEqualTo(network.cost().parameters());
        assertThat(weights.get("stem.weight").values())
                .isNotEqualTo(RandomWeights.of(network, 10).get("stem.weight").values());
        assertThat(weights.get("stem.weight").shape()).isEqualTo(List.of(16, 3, 3, 3));
    }

    private static Architecture sampled(long seed) {
        return new ArchitectureSampler(SPACE).sample(new SplittableRandom(seed));
    }
}
