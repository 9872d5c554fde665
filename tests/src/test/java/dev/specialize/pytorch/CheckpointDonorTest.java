package dev.specialize.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.export.ReferenceNetwork;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.SharedData;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.weights.Donor;
import dev.specialize.weights.InitialWeights;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.WarmStart;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that training can start from: plain MobileNets and supernets of the reference implementation. */
class CheckpointDonorTest {
    private static final double TOLERANCE = 1e-5;
    private static final int RESOLUTION = 32;

    @TempDir
    private Path folder;

    private static SearchSpace space(String name, double multiplier, int classes) {
        return BuiltInSpaces.named(name)
                .orElseThrow()
                .withWidthMultiplier(multiplier)
                .withClasses(classes)
                .withResolutions(List.of(RESOLUTION));
    }

    private static WarmStart start(SearchSpace space, Donor donor) {
        return WarmStart.of(space, InitialWeights.of(space, 5), donor);
    }

    private static void assertSame(SearchSpace space, Architecture architecture, WarmStart start, PlainMobileNet net) {
        double[] exact = net.logits(image(), RESOLUTION);
        float[] expected = new float[exact.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) exact[i];
        }
        assertThat(difference(logits(space, architecture, start.weights(), image()), expected))
                .as(architecture.toString())
                .isLessThan(TOLERANCE * largest(expected));
    }

    private static float[] image() {
        SplittableRandom random = new SplittableRandom(4);
        float[] image = new float[3 * RESOLUTION * RESOLUTION];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
        }
        return image;
    }

    private static double difference(float[] one, float[] other) {
        double worst = 0;
        for (int i = 0; i < other.length; i++) {
            worst = Math.max(worst, Math.abs((double) one[i] - other[i]));
        }
        return worst;
    }

    private static double largest(float[] values) {
        return difference(values, new float[values.length]);
    }

    @Test
    void a_mobilenet_v2_seeds_a_wider_and_deeper_proxyless() {
        PlainMobileNet net = PlainMobileNet.v2(1, 0.5, 40, 6);
        SearchSpace space = space("proxyless", 0.65, 6);
        WarmStart start = start(space, CheckpointDonor.of(net.stateDict()));
        assertThat(start.inheritance().departures()).isEmpty();
        assertThat(start.inheritance().unused()).isEmpty();
        assertThat(start.counterpart().toString())
                .isEqualTo("r32 k3e6.k3e6 k3e6.k3e6.k3e6 k3e6.k3e6.k3e6.k3e6 k3e6.k3e6.k3e6 k3e6.k3e6.k3e6 k3e6");
        assertSame(space, start.counterpart(), start, net);
        assertSame(space, space.largest(), start, net);
        assertThat(start.inheritance().fresh())
                .isNotEmpty()
                .allMatch(name -> name.endsWith("to5") || name.endsWith("to3"));
        assertThat(start.inheritance().donor()).isEqualTo("MobileNetV2 of torchvision");
    }

    @Test
    void a_mobilenet_v2_fits_a_space_of_its_own_widths_as_it_is() {
        PlainMobileNet net = PlainMobileNet.v2(2, 0.25, 320, 6);
        List<Integer> widths = List.of(24, 32, 64, 96, 160, 320);
        SearchSpace proxyless = space("proxyless", 0.25, 6);
        SearchSpace space = proxyless.withStages(IntStream.range(0, widths.size())
                .mapToObj(s -> withWidth(proxyless.stages().get(s), widths.get(s)))
                .toList());
        WarmStart start = start(space, CheckpointDonor.of(net.stateDict()));
        assertThat(start.inheritance().departures()).isEmpty();
        assertThat(start.inheritance().kept()).contains("head.expand.weight", "first.depthwise.weight");
        assertSame(space, start.counterpart(), start, net);
    }

    private static Stage withWidth(Stage stage, int width) {
        return new Stage(
                width,
                stage.stride(),
                stage.activation(),
                stage.squeezeExcite(),
                stage.depths(),
                stage.kernels(),
                stage.expands());
    }

    @Test
    void a_block_that_adds_its_input_only_here_is_said() {
        Donor donor = CheckpointDonor.of(PlainMobileNet.v2(2, 0.25, 320, 6).stateDict());
        // 16 to 24 channels there, 24 to 24 here
        assertThat(start(space("proxyless", 0.25, 6), donor).inheritance().departures())
                .containsExactly("stages.3.blocks.0: adds its input");
    }

    @Test
    void a_mobilenet_v3_seeds_a_wider_and_deeper_mbv3() {
        PlainMobileNet net = PlainMobileNet.v3(1, 0.5, 6).withoutFeatureBias();
        SearchSpace space = space("mbv3", 0.75, 6);
        WarmStart start = start(space, CheckpointDonor.of(net.stateDict()));
        assertThat(start.inheritance().departures())
                .containsExactly("head.feature: has no bias, so that of classifier.0 is left out");
        assertThat(start.counterpart().toString())
                .isEqualTo("r32 k3e4.k3e3 k5e3.k5e3.k5e3 k3e6.k3e3.k3e3.k3e3 k3e6.k3e6 k5e6.k5e6.k5e6");
        assertSame(space, start.counterpart(), start, net);
        assertSame(space, space.largest(), start, net);
        assertThat(start.inheritance().donor()).isEqualTo("MobileNetV3-Large of torchvision");
    }

    @Test
    void the_published_widths_fit_the_published_space() {
        SearchSpace space = space("mbv3", 1, 1000);
        WarmStart start =
                start(space, CheckpointDonor.of(PlainMobileNet.v3(1, 1, 1000).stateDict()));
        assertThat(start.counterpart().toString())
                .isEqualTo("r32 k3e4.k3e3 k5e3.k5e3.k5e3 k3e6.k3e3.k3e3.k3e3 k3e6.k3e6 k5e6.k5e6.k5e6");
        assertThat(start.inheritance().kept())
                .contains("stem.weight", "head.expand.weight", "head.feature.weight", "classifier.weight");
        assertThat(start.inheritance().departures()).hasSize(1);
    }

    @Test
    void a_file_is_read_whatever_wraps_its_names() {
        PlainMobileNet net = PlainMobileNet.v3(1, 0.25, 6);
        SortedMap<String, Tensor> wrapped = new TreeMap<>();
        net.tensors().forEach((name, tensor) -> wrapped.put("module." + name, tensor));
        Donor donor = CheckpointDonor.read(TorchFile.write(folder.resolve("v3.pth"), wrapped));
        SearchSpace space = space("mbv3", 0.25, 4);
        assertThat(start(space, donor).inheritance().fresh()).contains("classifier.weight", "classifier.bias");
    }

    @Test
    void counters_are_passed_over() {
        SortedMap<String, Tensor> tensors = PlainMobileNet.v2(1, 0.25, 16, 6).tensors();
        StateDict counted = new StateDict(tensors, new TreeSet<>(List.of("features.0.1.num_batches_tracked")));
        assertThat(CheckpointDonor.of(counted).name()).isEqualTo("MobileNetV2 of torchvision");
        StateDict other = new StateDict(tensors, new TreeSet<>(List.of("features.0.1.steps")));
        assertRefused(other, "1 tensors that no MobileNetV2 has", "'features.0.1.steps'");
    }

    @Test
    void a_supernet_of_the_reference_is_read_too() {
        int[] widths = {8, 8, 8, 8, 8, 16, 16, 96, 128};
        Path file = ReferenceCheckpoint.mbv3(3, 4, widths).write(folder.resolve("ofa.pth"), name -> name);
        Donor donor = CheckpointDonor.read(file);
        SearchSpace space = space("mbv3", 0.1, 7);
        WarmStart start = start(space, donor);
        assertThat(start.inheritance().donor()).isEqualTo("mbv3 at width multiplier 0.1");
        assertThat(start.inheritance().fresh()).containsExactly("classifier.bias", "classifier.weight");
        assertThat(start.inheritance().remapped()).isEmpty();
    }

    @Test
    void a_trained_supernet_keeps_what_it_computes_in_a_wider_space() {
        ReferenceSupernet trained = ReferenceSupernet.read(SharedData.file("ofa/mbv3_w0.35_c10.pth"));
        SearchSpace old = trained.space().withResolutions(List.of(RESOLUTION));
        SearchSpace wide = old.withWidthMultiplier(0.5);
        WarmStart start = start(wide, Donor.of(old, trained.weights()));
        assertThat(start.inheritance().departures()).isEmpty();
        SplittableRandom random = new SplittableRandom(1);
        float[] image = image();
        for (int i = 0; i < 3; i++) {
            Architecture architecture = new ArchitectureSampler(old).sample(random);
            float[] expected = logits(old, architecture, trained.weights(), image);
            assertThat(difference(logits(wide, architecture, start.weights(), image), expected))
                    .as(architecture.toString())
                    .isLessThan(TOLERANCE * largest(expected));
        }
    }

    private static float[] logits(SearchSpace space, Architecture architecture, Weights weights, float[] image) {
        Subnet subnet = Subnet.of(space, architecture, weights);
        return ReferenceNetwork.logits(subnet.network(), subnet.weights(), image, 1);
    }

    @Test
    void what_is_missing_foreign_or_of_another_shape_is_named() {
        assertRefused(
                changed("features.7.conv.1.0.weight", List.of()),
                "lacks the tensor 'features.7.conv.1.0.weight' of a MobileNetV2");
        assertRefused(changed("features.7.conv.1.0.weight", List.of(96, 1, 5, 5)), "[96, 1, 5, 5]", "[48, 1, 3, 3]");
        assertRefused(
                changed("features.9.conv.2.weight", List.of(24, 96, 1, 1)),
                "'features.9.conv.3.weight' of shape [16]",
                "it has [24]");
        assertRefused(changed("features.0.0.weight", List.of(8)), "'features.0.0.weight' of shape [8]");
        assertRefused(changed("classifier.1.weight", List.of(1, 16)), "1 classes");
        assertRefused(changed("features.19.0.weight", List.of(1)), "1 tensors that no MobileNetV2 has");
    }

    /** A small MobileNetV2 with one tensor of another shape, or without it. */
    private static StateDict changed(String name, List<Integer> shape) {
        SortedMap<String, Tensor> tensors =
                new TreeMap<>(PlainMobileNet.v2(1, 0.25, 16, 6).tensors());
        tensors.remove(name);
        if (!shape.isEmpty()) {
            tensors.put(name, new Tensor(shape, new float[shape.stream().reduce(1, (a, b) -> a * b)]));
        }
        return new StateDict(tensors, Collections.emptySortedSet());
    }

    @Test
    void a_variance_below_zero_is_refused() {
        SortedMap<String, Tensor> tensors = PlainMobileNet.v2(1, 0.25, 16, 6).tensors();
        tensors.put("features.0.1.running_var", Tensor.of(new float[] {1, 1, 1, -2, 1, 1, 1, 1}, 8));
        assertRefused(new StateDict(tensors, Collections.emptySortedSet()), "variance -2.0 of stem.bn.variance");
    }

    @Test
    void other_networks_are_refused_by_name() {
        SortedMap<String, Tensor> small = new TreeMap<>();
        small.put("features.1.block.0.0.weight", Tensor.of(new float[144], 16, 1, 3, 3));
        small.put("features.1.block.1.fc1.weight", Tensor.of(new float[128], 8, 16, 1, 1));
        assertRefused(
                new StateDict(small, Collections.emptySortedSet()),
                "MobileNetV3-Small",
                "Maybe",
                "features.1.block.1.fc1");
        SortedMap<String, Tensor> residual = new TreeMap<>();
        residual.put("layer1.0.conv1.weight", Tensor.of(new float[4], 2, 2, 1, 1));
        Path file = TorchFile.write(folder.resolve("resnet.pth"), residual);
        assertThatThrownBy(() -> CheckpointDonor.read(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("resnet.pth")
                .hasMessageContaining("'layer1.0.conv1.weight'")
                .hasMessageContaining("MobileNet");
    }

    private static void assertRefused(StateDict checkpoint, String... parts) {
        assertThatThrownBy(() -> CheckpointDonor.of(checkpoint))
                .isInstanceOf(CheckpointProblem.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
