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
        Architecture one = new ReferenceEncoding(kernels, expands, depths, List.of(224)).in(MBV3);
        for (int place : new int[] {2, 3, 7, 14, 15, 18, 19}) {
            kernels.set(place, 7);
            expands.set(place, 6.0);
        }
        Architecture other = new ReferenceEncoding(kernels, expands, depths, List.of(224)).in(MBV3);
        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
        kernels.set(8, 7);
        assertThat(new ReferenceEncoding(kernels, expands, depths, List.of(224)).in(MBV3))
                .isNotEqualTo(one);
    }

    @Test
    void what_does_not_fit_the_space_is_named() {
        List<Integer> kernels = Collections.nCopies(20, 3);
        List<Double> expands = Collections.nCopies(20, 4.0);
        List<Integer> depths = List.of(2, 2, 2, 2, 2);
        List<Integer> resolution = List.of(224);
        assertRefused(new ReferenceEncoding(kernels.subList(1, 20), expands, depths, resolution), "ks must have 20");
        assertRefused(new ReferenceEncoding(kernels, expands.subList(1, 20), depths, resolution), "e must have 20");
        assertRefused(
                new ReferenceEncoding(kernels, expands, List.of(2, 2), resolution), "d must have 5 values, got 2");
        assertRefused(
                new ReferenceEncoding(kernels, expands, List.of(2, 2, 5, 2, 2), resolution),
                "d[2] must be one of [2, 3, 4], got 5");
        assertRefused(new ReferenceEncoding(kernels, expands, depths, List.of(225)), "resolution 225 is not one of");
        assertRefused(
                new ReferenceEncoding(Collections.nCopies(20, 9), expands, depths, resolution), "k9e4 in stage 0");
        assertThatThrownBy(() -> new ReferenceEncoding(kernels, expands, depths, List.of(224, 128)))
                .hasMessage("r must be one resolution, got [224, 128]");
    }

    private static void assertRefused(ReferenceEncoding encoding, String message) {
        assertThatThrownBy(() -> encoding.in(MBV3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
