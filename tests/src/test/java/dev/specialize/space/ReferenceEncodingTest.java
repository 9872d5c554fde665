package dev.specialize.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.JsonFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceEncodingTest {
    private static final SearchSpace MBV3 = BuiltInSpaces.named("mbv3").orElseThrow();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void sampled_architectures_round_trip(long seed) {
        Architecture architecture = new ArchitectureSampler(MBV3).sample(new SplittableRandom(seed));
        ReferenceEncoding encoding = ReferenceEncoding.of(architecture, MBV3);
        assertThat(encoding.in(MBV3)).isEqualTo(architecture);
        assertThat(encoding.ks()).hasSize(20);
        assertThat(JsonFile.parse(JsonFile.text(encoding), Path.of("a.json"), ReferenceEncoding.class))
                .isEqualTo(encoding);
    }

    @Test
    void encodings_that_differ_only_beyond_a_depth_are_one_architecture() {
        List<Integer> kernels = new ArrayList<>(Collections.nCopies(20, 3));
        List<Double> expands = new ArrayList<>(Collections.nCopies(20, 4.0));
        List<Integer> depths = List.of(2, 3, 4, 2, 2);
        Architecture one = new ReferenceEncoding(kernels, expands, depths, List.of(), 224).in(MBV3);
        for (int place : new int[] {2, 3, 7, 14, 15, 18, 19}) {
            kernels.set(place, 7);
            expands.set(place, 6.0);
        }
        Architecture other = new ReferenceEncoding(kernels, expands, depths, List.of(), 224).in(MBV3);
        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
        kernels.set(8, 7);
        assertThat(new ReferenceEncoding(kernels, expands, depths, List.of(), 224).in(MBV3))
                .isNotEqualTo(one);
    }

    @Test
    void what_does_not_fit_the_space_is_named() {
        List<Integer> kernels = Collections.nCopies(20, 3);
        List<Double> expands = Collections.nCopies(20, 4.0);
        List<Integer> depths = List.of(2, 2, 2, 2, 2);
        assertRefused(
                new ReferenceEncoding(kernels.subList(1, 20), expands, depths, List.of(), 224), "ks must have 20");
        assertRefused(new ReferenceEncoding(kernels, expands.subList(1, 20), depths, List.of(), 224), "e must have 20");
        assertRefused(
                new ReferenceEncoding(kernels, expands, List.of(2, 2), List.of(), 224), "d must have 5 values, got 2");
        assertRefused(
                new ReferenceEncoding(kernels, expands, List.of(2, 2, 5, 2, 2), List.of(), 224),
                "d of stage 2 must lead to one of [2, 3, 4], got 5");
        assertRefused(new ReferenceEncoding(kernels, expands, depths, List.of(), 225), "resolution 225 is not one of");
        assertRefused(
                new ReferenceEncoding(Collections.nCopies(20, 9), expands, depths, List.of(), 224), "k9e4 in stage 0");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50"})
    void encodings_of_spaces_that_the_reference_can_tell_round_trip(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 50; i++) {
            Architecture architecture = new ArchitectureSampler(space).sample(random);
            assertThat(ReferenceEncoding.of(architecture, space).in(space)).isEqualTo(architecture);
        }
    }

    /** 21 blocks; the last stage has one, and whatever stands for its depth means nothing. */
    @Test
    void the_single_block_of_proxyless_need_not_be_told() {
        SearchSpace space = BuiltInSpaces.named("proxyless").orElseThrow();
        List<Integer> kernels = new ArrayList<>(Collections.nCopies(20, 3));
        kernels.add(7);
        List<Double> expands = Collections.nCopies(21, 6.0);
        Architecture told =
                new ReferenceEncoding(kernels, expands, List.of(2, 3, 4, 2, 3, 1), List.of(), 224).in(space);
        assertThat(told.stages().get(5)).containsExactly(new BlockChoice(7, 6));
        assertThat(new ReferenceEncoding(kernels, expands, List.of(2, 3, 4, 2, 3), List.of(), 224).in(space))
                .isEqualTo(told);
        assertThat(new ReferenceEncoding(kernels, expands, List.of(2, 3, 4, 2, 3, 4), List.of(), 224).in(space))
                .isEqualTo(told);
        ReferenceEncoding short4 = new ReferenceEncoding(kernels, expands, List.of(2, 3, 4, 2), List.of(), 224);
        assertThatThrownBy(() -> short4.in(space)).hasMessage("d must have 6 values, got 4");
    }

    /** 4 + 4 + 6 + 4 blocks; depths count beyond 2, 2, 4 and 2. */
    @Test
    void residual_networks_have_a_stem_depth_and_indices_of_widths() {
        List<Double> expands = new ArrayList<>(Collections.nCopies(18, 0.2));
        expands.set(4, 0.35);
        Architecture architecture = residual(expands, List.of(2, 0, 1, 2, 0), List.of(0, 1, 2, 0, 1, 2));
        assertThat(architecture.widths()).containsExactly(24, 48, 256, 336, 816, 2048);
        assertThat(architecture.stages().stream().map(List::size)).containsExactly(2, 1, 2, 3, 6, 2);
        assertThat(architecture.stages().get(2)).containsOnly(new BlockChoice(3, 0.2));
        assertThat(architecture.stages().get(3).get(0)).isEqualTo(new BlockChoice(3, 0.35));
    }

    /** The reference skips the stem's residual convolution unless its depth is the largest, and has a width twice. */
    @Test
    void encodings_of_one_residual_network_are_one_architecture() {
        List<Double> expands = Collections.nCopies(18, 0.25);
        Architecture one = residual(expands, List.of(0, 0, 0, 0, 0), List.of(0, 0, 0, 0, 0, 0));
        assertThat(residual(expands, List.of(1, 0, 0, 0, 0), List.of(1, 0, 0, 0, 0, 0)))
                .isEqualTo(one);
        assertThat(residual(expands, List.of(2, 0, 0, 0, 0), List.of(0, 0, 0, 0, 0, 0)))
                .isNotEqualTo(one);
    }

    @Test
    void what_does_not_fit_residual_networks_is_named() {
        List<Double> expands = Collections.nCopies(18, 0.25);
        List<Integer> depths = List.of(2, 0, 0, 0, 0);
        List<Integer> widths = List.of(0, 0, 0, 0, 0, 0);
        assertThatThrownBy(() -> residual(expands, depths, List.of(0, 0, 3, 0, 0, 0)))
                .hasMessage("w[2] must be an index of [168, 208, 256], got 3");
        assertThatThrownBy(() -> residual(expands, depths, List.of(0, 0, 0))).hasMessage("w must have 6 values, got 3");
        assertThatThrownBy(() -> residual(expands, List.of(3, 0, 0, 0, 0), widths))
                .hasMessage("d[0] must be 0 to 2, got 3");
        assertThatThrownBy(() -> residual(expands, List.of(2, 0, 3, 0, 0), widths))
                .hasMessage("d of stage 3 must lead to one of [2, 3, 4], got 5");
        assertThatThrownBy(() -> residual(expands.subList(1, 18), depths, widths))
                .hasMessage("e must have 18 values, got 17");
    }

    private static Architecture residual(List<Double> expands, List<Integer> depths, List<Integer> widths) {
        return new ReferenceEncoding(List.of(), expands, depths, widths, 224)
                .in(BuiltInSpaces.named("resnet50").orElseThrow());
    }

    private static void assertRefused(ReferenceEncoding encoding, String message) {
        assertThatThrownBy(() -> encoding.in(MBV3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
