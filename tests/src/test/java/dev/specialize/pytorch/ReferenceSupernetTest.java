package dev.specialize.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.files.InvalidFileException;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.WeightShapes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What checkpoints of the reference implementation prove, in all its dialects, and what is none of its spaces. */
class ReferenceSupernetTest {
    private static final int[] TINY = {8, 8, 8, 8, 8, 16, 16, 96, 128};

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "mbv3 at {0}")
    @CsvSource({
        "1.0, '16,16,24,40,80,112,160,960,1280'",
        "1.2, '24,24,32,48,96,136,192,1152,1536'",
        "0.35, '8,8,8,16,32,40,56,336,448'",
        "0.1, '8,8,8,8,8,16,16,96,128'",
        "1.07, '16,16,24,40,88,120,168,1024,1368'",
    })
    void widths_prove_the_width_multiplier_of_mbv3(double multiplier, String widths) {
        SearchSpace space = ReferenceSupernet.of(
                        ReferenceCheckpoint.mbv3(1, 7, numbers(widths)).zeros())
                .space();
        assertThat(space)
                .isEqualTo(builtIn("mbv3").withWidthMultiplier(multiplier).withClasses(7));
    }

    @ParameterizedTest(name = "proxyless at {0}")
    @CsvSource({
        "1.3, '40,24,32,56,104,128,248,416,1664'",
        "1.0, '32,16,24,40,80,96,192,320,1280'",
        "0.5, '16,8,16,24,40,48,96,160,640'",
    })
    void widths_prove_the_width_multiplier_of_proxyless(double multiplier, String widths) {
        SearchSpace space = ReferenceSupernet.of(
                        ReferenceCheckpoint.proxyless(1, 1000, numbers(widths)).zeros())
                .space();
        assertThat(space).isEqualTo(builtIn("proxyless").withWidthMultiplier(multiplier));
    }

    @Test
    void the_stem_proves_resnet50() {
        ReferenceSupernet supernet =
                ReferenceSupernet.of(ReferenceCheckpoint.resnet50(1, 12).zeros());
        assertThat(supernet.space()).isEqualTo(builtIn("resnet50").withClasses(12));
        assertThat(supernet.weights().tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        WeightShapes.of(supernet.space()).keySet());
    }

    private static SearchSpace builtIn(String name) {
        return BuiltInSpaces.named(name).orElseThrow();
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }

    @Test
    void every_tensor_goes_to_its_place() {
        StateDict checkpoint = ReferenceCheckpoint.mbv3(2, 5, TINY).weights();
        ReferenceSupernet supernet = ReferenceSupernet.of(checkpoint);
        Map.of(
                        "stem.bn.mean", "first_conv.bn.running_mean",
                        "first.project.weight", "blocks.0.conv.point_linear.conv.weight",
                        "stages.0.blocks.0.expand.bn.variance", "blocks.1.conv.inverted_bottleneck.bn.bn.running_var",
                        "stages.1.blocks.3.depthwise.weight", "blocks.8.conv.depth_conv.conv.conv.weight",
                        "stages.1.blocks.3.depthwise.7to5", "blocks.8.conv.depth_conv.conv.7to5_matrix",
                        "stages.4.blocks.0.se.reduce.bias", "blocks.17.conv.depth_conv.se.fc.reduce.bias",
                        "stages.4.blocks.3.se.expand.weight", "blocks.20.conv.depth_conv.se.fc.expand.weight",
                        "head.expand.bn.weight", "final_expand_layer.bn.weight",
                        "head.feature.weight", "feature_mix_layer.conv.weight",
                        "classifier.bias", "classifier.linear.bias")
                .forEach((ours, theirs) -> assertThat(supernet.weights().get(ours))
                        .as(ours)
                        .isSameAs(checkpoint.tensors().get(theirs)));
        assertThat(supernet.weights().tensors()).hasSameSizeAs(checkpoint.tensors());
    }

    @Test
    void every_tensor_of_resnet50_goes_to_its_place() {
        StateDict checkpoint = ReferenceCheckpoint.resnet50(2, 5).zeros();
        Map.of(
                        "stages.0.blocks.0.weight", "input_stem.0.conv.conv.weight",
                        "stages.0.blocks.1.bn.mean", "input_stem.1.conv.bn.bn.running_mean",
                        "stages.1.blocks.0.weight", "input_stem.2.conv.conv.weight",
                        "stages.2.blocks.0.shortcut.weight", "blocks.0.downsample.conv.conv.weight",
                        "stages.4.blocks.5.reduce.weight", "blocks.13.conv1.conv.conv.weight",
                        "stages.4.blocks.5.spatial.bn.bias", "blocks.13.conv2.bn.bn.bias",
                        "stages.5.blocks.3.expand.weight", "blocks.17.conv3.conv.conv.weight",
                        "classifier.weight", "classifier.linear.linear.weight")
                .forEach((ours, theirs) -> {
                    Map<String, Tensor> marked = new TreeMap<>(checkpoint.tensors());
                    Tensor whole = marked.get(theirs);
                    marked.put(theirs, new Tensor(whole.shape(), whole.values().clone()));
                    StateDict one = new StateDict(new TreeMap<>(marked), checkpoint.integers());
                    assertThat(ReferenceSupernet.of(one).weights().get(ours))
                            .as(ours)
                            .isSameAs(marked.get(theirs));
                });
    }

    static Stream<Arguments> dialects() {
        return Stream.of(
                dialect("several GPUs", name -> "module." + name),
                dialect(
                        "first releases",
                        name -> name.replace(".conv.", ".mobile_inverted_conv.")
                                .replace(".mobile_inverted_conv.mobile_inverted_conv.", ".mobile_inverted_conv.conv.")
                                .replaceAll(
                                        "(inverted_bottleneck|depth_conv|point_linear)\\.mobile_inverted_conv",
                                        "$1.conv")),
                dialect(
                        "plain layers",
                        name -> name.replace(".bn.bn.", ".bn.").replace(".conv.conv.weight", ".conv.weight")),
                dialect("wrapped classifier", name -> name.replace(".linear.", ".linear.linear.")),
                dialect(
                        "mixed",
                        name -> name.contains("blocks.1") ? "module." + name.replace(".bn.bn.", ".bn.") : name));
    }

    private static Arguments dialect(String name, UnaryOperator<String> renamed) {
        return Arguments.of(name, renamed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void every_dialect_says_the_same(String dialect, UnaryOperator<String> renamed) {
        ReferenceCheckpoint net = ReferenceCheckpoint.mbv3(3, 4, TINY);
        List<String> changed = net.shapes().keySet().stream()
                .filter(name -> !renamed.apply(name).equals(name))
                .toList();
        assertThat(changed).as(dialect).isNotEmpty();
        Path file = net.write(folder.resolve("net.pth"), renamed);
        ReferenceSupernet read = ReferenceSupernet.read(file);
        ReferenceSupernet plain =
                ReferenceSupernet.of(ReferenceCheckpoint.mbv3(3, 4, TINY).weights());
        assertThat(read.space()).isEqualTo(plain.space());
        plain.weights()
                .tensors()
                .forEach((name, tensor) ->
                        assertThat(read.weights().get(name).shape()).as(name).isEqualTo(tensor.shape()));
        assertThat(read.weights().tensors()).hasSameSizeAs(plain.weights().tensors());
    }

    @Test
    void without_kernel_transforms_smaller_kernels_are_crops() {
        StateDict plain = without(weights(), name -> name.endsWith("_matrix"));
        Tensor matrix = ReferenceSupernet.of(plain).weights().get("stages.2.blocks.1.depthwise.5to3");
        assertThat(matrix.shape()).containsExactly(9, 9);
        for (int i = 0; i < 81; i++) {
            assertThat(matrix.values()[i]).isCloseTo(i % 10 == 0 ? 1 : 0, within(0f));
        }
    }

    @Test
    void some_kernel_transforms_are_not_enough() {
        StateDict some = without(weights(), "blocks.3.conv.depth_conv.conv.7to5_matrix"::equals);
        assertRefused(some, "1 tensor is missing", "blocks.3.conv.depth_conv.conv.7to5_matrix");
    }

    @Test
    void a_checkpoint_with_other_choices_names_a_tensor_its_shape_and_the_expected_one() {
        assertRefused(
                ReferenceCheckpoint.mbv3(1, 5, 6, 4, 10, TINY).zeros(),
                "mbv3 at width multiplier 0.1",
                "blocks.1.conv.depth_conv.conv.conv.weight",
                "[48, 1, 5, 5]",
                "[48, 1, 7, 7]");
        assertRefused(
                ReferenceCheckpoint.mbv3(1, 7, 4, 4, 10, TINY).zeros(),
                "blocks.1.conv.inverted_bottleneck.conv.conv.weight",
                "[32, 8, 1, 1]",
                "[48, 8, 1, 1]");
        assertRefused(
                ReferenceCheckpoint.mbv3(1, 7, 6, 3, 10, TINY).zeros(),
                "mbv3 at width multiplier 0.1",
                "16 blocks and not 21",
                "Maybe");
        assertRefused(ReferenceCheckpoint.mbv3(1, 7, 6, 5, 10, TINY).zeros(), "26 blocks and not 21", "too many");
        assertRefused(
                ReferenceCheckpoint.mbv3(1, 10, 8, 8, 8, 8, 8, 24, 16, 96, 128).zeros(), "of another shape", "mbv3");
    }

    @Test
    void what_is_missing_or_too_much_is_named_and_counted() {
        assertRefused(
                without(weights(), name -> name.startsWith("blocks.7.")),
                "21 tensors are missing",
                "20 blocks",
                "blocks.7.conv",
                "..");
        assertRefused(with(weights(), "ema.decay", Tensor.of(new float[1], 1)), "1 tensor is too many", "'ema.decay'");
        assertRefused(
                with(weights(), "module.first_conv.conv.weight", Tensor.of(new float[1], 1)),
                "under two names",
                "'module.first_conv.conv.weight'");
        StateDict whole = weights();
        TreeSet<String> integers = new TreeSet<>(List.of("blocks.0.steps"));
        assertRefused(new StateDict(whole.tensors(), integers), "too many", "blocks.0.steps");
    }

    @Test
    void what_cannot_be_is_refused() {
        assertRefused(
                with(without(weights(), "classifier.linear.weight"::equals), "x", Tensor.of(new float[1], 1)),
                "lacks the tensor 'classifier.linear.weight'");
        assertRefused(replaced("classifier.linear.weight", Tensor.of(new float[128], 1, 128)), "at least 2");
        assertRefused(replaced("classifier.linear.weight", Tensor.of(new float[128], 128)), "2 axes");
        assertRefused(replaced("first_conv.conv.weight", Tensor.of(new float[8 * 36], 8, 4, 3, 3)), "4 channels");
        float[] negative = new float[8];
        negative[3] = -1;
        assertRefused(replaced("first_conv.bn.running_var", Tensor.of(negative, 8)), "variance -1");
        assertRefused(
                new StateDict(new TreeMap<>(Map.of("0.weight", Tensor.of(new float[4], 2, 2))), new TreeSet<>()),
                "no supernet of a space that is known",
                "'0.weight'");
        assertRefused(
                ReferenceCheckpoint.proxyless(1, 10, 8, 8, 8, 8, 16, 24, 40, 64, 256)
                        .zeros(),
                "narrow");
    }

    @Test
    void a_stem_for_grey_images_proves_one_channel() {
        StateDict grey = replaced("first_conv.conv.weight", Tensor.of(new float[8 * 9], 8, 1, 3, 3));
        assertThat(ReferenceSupernet.of(grey).space().inputChannels()).isEqualTo(1);
    }

    private static StateDict weights() {
        return ReferenceCheckpoint.mbv3(4, 10, TINY).weights();
    }

    private static StateDict without(StateDict all, Predicate<String> unwanted) {
        TreeMap<String, Tensor> some = new TreeMap<>(all.tensors());
        some.keySet().removeIf(unwanted);
        return new StateDict(some, all.integers());
    }

    private static StateDict with(StateDict all, String name, Tensor tensor) {
        TreeMap<String, Tensor> more = new TreeMap<>(all.tensors());
        more.put(name, tensor);
        return new StateDict(more, all.integers());
    }

    private static StateDict replaced(String name, Tensor tensor) {
        return with(weights(), name, tensor);
    }

    private static void assertRefused(StateDict checkpoint, String... parts) {
        assertThatThrownBy(() -> ReferenceSupernet.of(checkpoint))
                .isInstanceOf(CheckpointProblem.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @Test
    void the_message_names_the_file() {
        Path file = ReferenceCheckpoint.mbv3(1, 5, 6, 4, 10, TINY).write(folder.resolve("other.pth"), name -> name);
        assertThatThrownBy(() -> ReferenceSupernet.read(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("other.pth");
    }
}
