package dev.specialize.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SearchSpaceTest {
    private static final SearchSpace MBV3 = BuiltInSpaces.named("mbv3").orElseThrow();
    private static final SearchSpace SMALL = BuiltInSpaces.named("mbv3-32").orElseThrow();

    static Stream<SearchSpace> spaces() {
        return Stream.concat(BuiltInSpaces.all(), Stream.of(TinySpace.SPACE, MBV3.withWidthMultiplier(0.35)));
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void spaces_and_their_architectures_round_trip_through_json_and_text(SearchSpace space) {
        Path origin = Path.of("space.json");
        assertThat(JsonFile.parse(JsonFile.text(space), origin, SearchSpace.class))
                .isEqualTo(space);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20; i++) {
            Architecture architecture = new ArchitectureSampler(space).sample(random);
            assertThat(JsonFile.parse(JsonFile.text(architecture), origin, Architecture.class))
                    .isEqualTo(architecture);
            assertThat(Architecture.parse(architecture.toString())).isEqualTo(architecture);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"search-space/2\" | \"search-space/1\" | format must be search-space/2, got search-space/1",
                "\"name\":\"mbv3-32\" | \"name\":\" \" | name must not be blank",
                "\"classes\":10 | \"classes\":1 | classes must be at least 2, got 1",
                "\"inputChannels\":3 | \"inputChannels\":0 | inputChannels must be at least 1, got 0",
                "\"inputChannels\":3, | | inputChannels",
                "\"widthMultiplier\":1.0 | \"widthMultiplier\":-1 | widthMultiplier must be above 0, got -1.0",
                "\"widthMultiplier\":1.0 | \"widthMultiplier\":\"1\" | widthMultiplier",
                "24, | 28, | resolutions must be a list of at least one value, ascending, without repetition, got [28, 28, 32]",
                "24, | null, | resolutions",
                "24, | 24.5, | resolutions[0]",
                "\"widths\":[40] | \"widths\":[0] | stages[1]': widths must be at least 1, got 0",
                "\"widths\":[40] | \"widths\":[] | stages[1]': widths must not be empty",
                "\"widths\":[40] | \"widths\":[40,32] | stages[1]': widths must ascend, got [40, 32]",
                "\"kind\":\"inverted-residual\",\"widths\":[40] | \"kind\":\"bottleneck\",\"widths\":[40] | stages[1]': squeezeExcite is for inverted residual blocks only",
                "\"batchNormEpsilon\":1.0E-5 | \"batchNormEpsilon\":0.0 | batchNormEpsilon must be above 0, got 0.0",
                "\"widths\":[40] | \"wdiths\":[40] | stages[1].widths",
                "\"stride\":2 | \"stride\":3 | stages[0]': stride must be 1 or 2, got 3",
                "h-swish | swish | stem[0].activation",
                "\"depths\":[ | \"depths\":[0, | stages[0]': depths must be at least 1, got [0, 2, 3, 4]",
                "[3,5,7] | [3,4,7] | stages[0]': kernels must be 3, 5 or 7, got [3, 4, 7]",
                "3.0, | -3.0, | stages[0]': expands must be above 0, got -3.0",
                "\"featureWidth\":512 | \"featureWidth\":-5 | head': featureWidth must be at least 0, got -5"
            })
    void a_wrong_definition_is_refused_naming_the_field(String part, String replacement, String message) {
        String text = JsonFile.line(SMALL);
        assertThat(text).contains(part);
        String changed =
                text.replaceFirst(Pattern.quote(part), replacement == null ? "" : replacement.replace("\\", "\\\\"));
        assertThatThrownBy(() -> JsonFile.parse(changed, Path.of("space.json"), SearchSpace.class))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("space.json: ")
                .hasMessageContaining(message);
    }

    @Test
    void its_size_is_the_number_of_distinct_architectures() {
        List<Architecture> all = TinySpace.all();
        assertThat(new HashSet<>(all)).hasSize(240);
        assertThat(TinySpace.SPACE.size()).isEqualTo(BigInteger.valueOf(240));
        assertThat(all).allMatch(TinySpace.SPACE::contains);
        assertThat(new HashSet<>(all.stream().map(TinySpace.SPACE::lower).toList()))
                .hasSize(240);
    }

    /** 25 resolutions times (9^2 + 9^3 + 9^4)^5, about 2e19 for each resolution (arXiv:1908.09791, section 3.2). */
    @Test
    void the_full_space_has_2e19_architectures_at_each_resolution() {
        assertThat(MBV3.size()).isEqualTo(BigInteger.valueOf(7371).pow(5).multiply(BigInteger.valueOf(25)));
        assertThat(BigInteger.valueOf(7371).pow(5).doubleValue()).isBetween(2.1e19, 2.2e19);
    }

    @Test
    void the_small_space_fits_its_purpose() {
        Architecture largest = SMALL.largest();
        assertThat(largest.resolution()).isEqualTo(32);
        assertThat(SMALL.lower(largest).cost().macs()).isBetween(20_000_000L, 40_000_000L);
    }

    @Test
    void widths_at_1_2_are_the_published_ones() {
        Network network = MBV3.withWidthMultiplier(1.2).lower(MBV3.largest());
        assertThat(network.layers().stream()
                        .map(layer -> layer.output().channels())
                        .distinct())
                .containsExactly(24, 32, 48, 96, 136, 192, 1152, 1536, 1000);
    }

    @Test
    void a_residual_is_exactly_where_stride_is_1_and_widths_are_equal() {
        Network network = MBV3.lower(MBV3.largest());
        assertThat(network.layers().stream()
                        .filter(layer -> layer instanceof InvertedResidual block && block.residual())
                        .map(Layer::name))
                .hasSize(16)
                .startsWith("first", "stages.0.blocks.1")
                .doesNotContain("stages.3.blocks.0");
    }

    @Test
    void no_cost_grows_when_a_choice_shrinks() {
        SplittableRandom random = new SplittableRandom(5);
        Cost largest = MBV3.lower(MBV3.largest()).cost();
        Cost smallest = MBV3.lower(MBV3.smallest()).cost();
        for (int i = 0; i < 50; i++) {
            Cost cost = MBV3.lower(new ArchitectureSampler(MBV3).sample(random)).cost();
            assertThat(cost.macs()).isBetween(smallest.macs(), largest.macs());
            assertThat(cost.parameters()).isBetween(smallest.parameters(), largest.parameters());
            assertThat(cost.peakActivationBytes())
                    .isBetween(smallest.peakActivationBytes(), largest.peakActivationBytes());
        }
    }

    @Test
    void an_architecture_of_another_space_is_refused_saying_where() {
        Architecture smallest = SMALL.smallest();
        assertThatThrownBy(() -> MBV3.lower(smallest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not an architecture of mbv3: resolution 24 is not one of [128, ");
        Architecture foreign = new Architecture(
                8, List.of(List.of(new BlockChoice(3, 2)), List.of(new BlockChoice(3, 1), new BlockChoice(5, 1))));
        assertThatThrownBy(() -> TinySpace.SPACE.lower(foreign))
                .hasMessage(
                        "Not an architecture of tiny: k5e1 in stage 1 is not of kernels [3, 7] and expands [1.0, 2.0]");
        Architecture deep = new Architecture(
                8,
                List.of(
                        List.of(new BlockChoice(3, 2), new BlockChoice(3, 2), new BlockChoice(3, 2)),
                        List.of(new BlockChoice(3, 1))));
        assertThatThrownBy(() -> TinySpace.SPACE.lower(deep))
                .hasMessage("Not an architecture of tiny: depth 3 of stage 0 is not one of [1, 2]");
    }

    @Test
    void widths_belong_in_an_architecture_exactly_where_they_are_elastic() {
        SearchSpace resnet = BuiltInSpaces.named("resnet50").orElseThrow();
        Architecture largest = resnet.largest();
        assertThat(largest.toString()).startsWith("r224 w32-64-256-512-1024-2048 k3e1.k3e1 k3e1 k3e0.35.k3e0.35");
        Architecture narrow = new Architecture(224, largest.stages());
        assertThatThrownBy(() -> resnet.lower(narrow))
                .hasMessage("Not an architecture of resnet50: the widths of its stages are missing");
        Architecture odd = new Architecture(224, List.of(32, 64, 256, 512, 1023, 2048), largest.stages());
        assertThatThrownBy(() -> resnet.lower(odd))
                .hasMessage("Not an architecture of resnet50: width 1023 of stage 4 is not one of [664, 816, 1024]");
        Architecture wide =
                new Architecture(32, List.of(24, 40, 80), SMALL.largest().stages());
        assertThatThrownBy(() -> SMALL.lower(wide))
                .hasMessage("Not an architecture of mbv3-32: widths of stages cannot be chosen");
    }

    /** 25 resolutions; stem 2 depths * 2 widths * 3 widths; four stages of 3 widths and 3^d blocks. */
    @Test
    void architectures_of_residual_networks_are_counted_once() {
        long shallow = 9 + 27 + 81;
        long deep = 81 + 243 + 729;
        BigInteger stages = BigInteger.valueOf(3 * shallow).pow(3).multiply(BigInteger.valueOf(3 * deep));
        assertThat(BuiltInSpaces.named("resnet50").orElseThrow().size())
                .isEqualTo(stages.multiply(BigInteger.valueOf(25 * 2 * 2 * 3)));
    }

    @Test
    void what_is_timed_is_what_keys_say() {
        Network one = MBV3.lower(MBV3.largest());
        assertThat(one.layers().get(0).key()).isEqualTo("conv:r224:3-16:k3:s2:h-swish");
        assertThat(one.layers().get(1).key()).isEqualTo("mb:r112:16-16:k3:s1:se0:relu");
        assertThat(one.layers().get(6).key()).isEqualTo("mb:r56:24-144-40:k7:s2:se1:relu");
        SearchSpace resnet = BuiltInSpaces.named("resnet50").orElseThrow();
        assertThat(resnet.lower(resnet.largest()).layers().stream().map(Layer::key))
                .contains(
                        "conv:r112:32-32:k3:s1:relu:add-input",
                        "conv:r112:32-64:k3:s1:relu:max-pool",
                        "bottleneck:r56:64-88-256:k3:s1:p1:relu",
                        "bottleneck:r56:256-88-256:k3:s1:p0:relu",
                        "bottleneck:r56:256-176-512:k3:s2:p1:relu",
                        "linear:2048-1000");
    }
}
