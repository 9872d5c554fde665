package dev.specialize.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.space.Activation;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Head;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.DoubleNetwork;
import dev.specialize.supernet.TinySupernet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start takes over where the donor is not simply smaller, what it leaves new, and what it says about both. */
class InheritanceTest {
    private static final double TOLERANCE = 1e-5;
    private static final SearchSpace SPACE = TinySupernet.SPACE;
    private static final Weights WEIGHTS = TinySupernet.weights(SPACE, 3);
    private static final Donor DONOR = Donor.of(SPACE, WEIGHTS);

    private static WarmStart start(SearchSpace space) {
        return start(space, DONOR);
    }

    private static WarmStart start(SearchSpace space, Donor donor) {
        return WarmStart.of(space, InitialWeights.of(space, 5), donor);
    }

    private static void assertSame(SearchSpace space, WarmStart start, Architecture architecture) {
        assertThat(Logits.error(
                        Logits.ofBatch(space, architecture, start.weights()),
                        Logits.ofBatch(SPACE, architecture, WEIGHTS)))
                .as(architecture.toString())
                .isLessThan(TOLERANCE);
    }

    @Test
    void with_other_classes_the_classifier_is_new_and_the_rest_kept() {
        WarmStart start = start(SPACE.withClasses(7));
        Inheritance inheritance = start.inheritance();
        assertThat(inheritance.fresh()).containsExactly("classifier.bias", "classifier.weight");
        assertThat(inheritance.unused()).containsExactly("classifier.bias", "classifier.weight");
        assertThat(inheritance.remapped()).isEmpty();
        assertThat(inheritance.kept()).hasSize(WEIGHTS.tensors().size() - 2);
        assertThat(inheritance.departures()).containsExactly("classifier: 7 classes instead of 4, so it is new");
        assertThat(start.weights().get("classifier.weight").values())
                .isEqualTo(InitialWeights.of(SPACE.withClasses(7), 5)
                        .get("classifier.weight")
                        .values());
        assertThat(start.weights().get("classifier.bias").values()).containsOnly(0);
    }

    private static WarmStart startNamed(String... classes) {
        Donor named = DONOR.withClasses(List.of("ant", "bee", "cat", "dog"));
        SearchSpace space = SPACE.withClasses(classes.length);
        return WarmStart.of(space, List.of(classes), InitialWeights.of(space, 5), named);
    }

    private static float[] row(Weights weights, String tensor, int place) {
        Tensor whole = weights.get(tensor);
        int inner = whole.values().length / whole.shape().get(0);
        return Arrays.copyOfRange(whole.values(), place * inner, (place + 1) * inner);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "bee dog emu ant, '1, 3, -1, 0', '3 of 4 classes, and 1 new'",
        "cat bee, '2, 1', '2 of 4 classes'",
        "ant bee cat dog emu, '0, 1, 2, 3, -1', '4 of 4 classes, and 1 new'",
        "dog cat bee ant, '3, 2, 1, 0', ''"
    })
    void classes_of_one_name_keep_their_rows_and_others_are_new(String classes, String origins, String departure) {
        String[] names = classes.split(" ", -1);
        WarmStart start = startNamed(names);
        Weights fresh = InitialWeights.of(SPACE.withClasses(names.length), 5);
        int[] places = Arrays.stream(origins.split(", ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        for (String tensor : List.of("classifier.weight", "classifier.bias")) {
            for (int i = 0; i < names.length; i++) {
                assertThat(row(start.weights(), tensor, i))
                        .as(tensor + " of " + names[i])
                        .isEqualTo(places[i] < 0 ? row(fresh, tensor, i) : row(WEIGHTS, tensor, places[i]));
            }
        }
        Inheritance inheritance = start.inheritance();
        assertThat(inheritance.remapped()).containsExactly("classifier.bias", "classifier.weight");
        assertThat(inheritance.fresh()).isEmpty();
        assertThat(String.join("", inheritance.departures()))
                .isEqualTo(departure.isEmpty() ? "" : "classifier: " + departure);
    }

    @Test
    void as_many_classes_of_other_names_are_other_classes() {
        Inheritance inheritance = startNamed("elk", "fox", "gnu", "hen").inheritance();
        assertThat(inheritance.fresh()).containsExactly("classifier.bias", "classifier.weight");
        assertThat(inheritance.unused()).containsExactly("classifier.bias", "classifier.weight");
        assertThat(inheritance.departures()).containsExactly("classifier: other classes, so it is new");
        Inheritance same = startNamed("ant", "bee", "cat", "dog").inheritance();
        assertThat(same.kept()).containsExactlyElementsOf(WEIGHTS.tensors().keySet());
        assertThat(same.departures()).isEmpty();
        assertThat(startNamed("0", "1", "2", "3").inheritance().departures())
                .as("numbers are no names")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} channels to {1}")
    @CsvSource({"3, 1", "1, 3", "3, 4"})
    void an_image_with_equal_channels_stays_what_it_was(int before, int after) {
        for (SearchSpace space : TinySupernet.spaces()) {
            SearchSpace old = space.withInputChannels(before);
            SearchSpace other = space.withInputChannels(after);
            Weights weights = TinySupernet.weights(old, 6);
            WarmStart start = start(other, Donor.of(old, weights));
            assertThat(Logits.error(grey(other, start.weights()), grey(old, weights)))
                    .as(space.name())
                    .isLessThan(TOLERANCE);
            assertThat(start.inheritance().remapped()).as(space.name()).hasSize(1);
            assertThat(start.inheritance().departures())
                    .singleElement()
                    .asString()
                    .contains("images: of " + after + " channels instead of " + before);
        }
    }

    private static double[][] grey(SearchSpace space, Weights weights) {
        Architecture smallest = space.smallest();
        int pixels = smallest.resolution() * smallest.resolution();
        float[] noise = Logits.noise(3 * pixels);
        float[] images = new float[noise.length * space.inputChannels()];
        for (int i = 0; i < images.length; i++) {
            images[i] = noise[i / space.inputChannels()];
        }
        return new DoubleNetwork(weights).logits(space.lower(smallest), images, 3);
    }

    @Test
    void smaller_kernels_are_those_that_the_donor_made_of_its_larger_ones() {
        SearchSpace small = Growth.with(SPACE, s -> Growth.kernels(s, 3, 5));
        WarmStart start = start(small);
        assertSame(small, start, small.largest());
        assertSame(small, start, small.smallest());
        assertThat(start.inheritance().departures())
                .contains("stages.0.blocks.0: kernel 5 instead of 7")
                .hasSize(4);
        assertThat(start.inheritance().unused()).isEmpty();
        assertThat(start.counterpart().stages().get(0).get(0).kernel()).isEqualTo(5);
    }

    @Test
    void without_transforms_a_smaller_kernel_is_the_centre_of_the_larger() {
        SearchSpace large = Growth.with(SPACE, s -> Growth.kernels(s, 7));
        Map<String, Tensor> untransformed =
                new TreeMap<>(TinySupernet.weights(large, 3).tensors());
        untransformed.keySet().removeIf(name -> name.contains("to"));
        Weights weights = new Weights(untransformed);
        SearchSpace small = Growth.with(SPACE, s -> Growth.kernels(s, 3));
        Tensor made = start(small, Donor.of(large, weights)).weights().get("stages.0.blocks.0.depthwise.weight");
        Tensor old = weights.get("stages.0.blocks.0.depthwise.weight");
        assertThat(made.shape()).containsExactly(16, 1, 3, 3);
        // channels come in another order only where choices cut them differently
        for (int i = 0; i < made.values().length; i++) {
            int centre = i / 9 * 49 + (i % 9 / 3 + 2) * 7 + i % 3 + 2;
            assertThat(made.values()[i]).isEqualTo(old.values()[centre]);
        }
    }

    @Test
    void fewer_choices_are_the_donors_smaller_ones() {
        SearchSpace fewer = Growth.with(
                SPACE, s -> Growth.depths(Growth.expands(s, s.expands().get(0)), 1));
        WarmStart start = start(fewer);
        assertSame(fewer, start, fewer.largest());
        assertThat(start.inheritance().departures())
                .contains("stages.0: 1 blocks instead of 2", "stages.1: 1 blocks instead of 2")
                .contains("stages.0.blocks.0: 8 of 16 channels in the middle");
        assertThat(start.inheritance().unused()).allMatch(name -> name.contains(".blocks.1."));
    }

    @Test
    void a_narrower_block_keeps_the_channels_that_its_output_depends_on_most() {
        SearchSpace plain = Growth.with(SPACE, s -> Growth.expands(s, 3));
        Weights weights = TinySupernet.weights(plain, 3);
        SearchSpace narrow = Growth.with(SPACE, s -> Growth.expands(s, 1, 2));
        WarmStart start = start(narrow, Donor.of(plain, weights));
        Tensor project = weights.get("stages.1.blocks.1.project.weight");
        double[] importance = new double[72];
        for (int o = 0; o < 24; o++) {
            for (int c = 0; c < 72; c++) {
                importance[c] += Math.abs(project.values()[o * 72 + c]);
            }
        }
        List<Integer> expected = IntStream.range(0, 72)
                .boxed()
                .sorted((a, b) -> Double.compare(importance[b], importance[a]))
                .limit(48)
                .toList();
        Tensor made = start.weights().get("stages.1.blocks.1.expand.weight");
        Tensor old = weights.get("stages.1.blocks.1.expand.weight");
        for (int c = 0; c < 48; c++) {
            assertThat(Arrays.copyOfRange(made.values(), c * 24, c * 24 + 24))
                    .isEqualTo(Arrays.copyOfRange(old.values(), expected.get(c) * 24, expected.get(c) * 24 + 24));
        }
        assertThat(start.inheritance().departures()).contains("stages.1.blocks.1: 48 of 72 channels in the middle");
    }

    @Test
    void a_narrower_space_keeps_the_first_channels() {
        SearchSpace narrow = SPACE.withWidthMultiplier(0.5);
        WarmStart start = start(narrow);
        Tensor made = start.weights().get("head.expand.bn.weight");
        assertThat(made.values())
                .isEqualTo(Arrays.copyOf(WEIGHTS.get("head.expand.bn.weight").values(), made.values().length));
        assertThat(start.inheritance().departures()).contains("head.expand: 16 of 24 channels");
        assertThat(start.inheritance().fresh()).isEmpty();
        assertThat(start.inheritance().unused()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {1e-3, 0.5})
    void what_is_added_to_variances_may_differ(double epsilon) {
        SearchSpace other = Growth.withEpsilon(SPACE, epsilon);
        Architecture largest = SPACE.largest();
        float[] expected = Logits.running(SPACE, largest, WEIGHTS);
        assertThat(Logits.error(Logits.running(other, largest, WEIGHTS), expected))
                .isGreaterThan(TOLERANCE * 10);
        WarmStart start = start(other);
        assertThat(Logits.error(Logits.running(other, largest, start.weights()), expected))
                .isLessThan(TOLERANCE);
        assertThat(start.inheritance().departures()).isEmpty();
        assertThat(start.inheritance().remapped()).allMatch(name -> name.endsWith("bn.weight"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void a_single_subnet_starts_a_supernet(long seed) {
        for (SearchSpace space : TinySupernet.spaces()) {
            Weights supernet = TinySupernet.weights(space, seed);
            Architecture architecture = TinySupernet.sampled(space, seed);
            Donor subnet = Donor.of("a subnet", Subnet.of(space, architecture, supernet), List.of());
            WarmStart start = start(space, subnet);
            assertThat(start.counterpart()).isEqualTo(architecture);
            assertThat(start.inheritance().departures()).isEmpty();
            assertThat(start.inheritance().donor()).isEqualTo("a subnet");
            assertThat(Logits.error(
                            Logits.ofBatch(space, architecture, start.weights()),
                            Logits.ofBatch(space, architecture, supernet)))
                    .as(architecture.toString())
                    .isLessThan(TOLERANCE);
        }
    }

    @Test
    void blocks_beyond_the_donors_depth_begin_as_the_identity() {
        SearchSpace deep = Growth.with(SPACE, s -> Growth.depths(s, 1, 2, 4));
        Inheritance inheritance = start(deep).inheritance();
        assertThat(inheritance.identities())
                .containsExactly("stages.0.blocks.2", "stages.0.blocks.3", "stages.1.blocks.2", "stages.1.blocks.3");
        assertThat(inheritance.fresh()).isEmpty();
        Weights weights = start(deep).weights();
        assertThat(weights.get("stages.1.blocks.3.project.bn.weight").values()).containsOnly(0);
        assertThat(weights.get("stages.1.blocks.3.expand.weight").values())
                .isEqualTo(WEIGHTS.get("stages.1.blocks.1.expand.weight").values());
    }

    @Test
    void where_the_donors_stage_has_no_block_to_copy_the_body_is_new() {
        SearchSpace shallow = Growth.with(SPACE, s -> Growth.depths(s, 1));
        Inheritance inheritance = start(SPACE, Donor.of(shallow, TinySupernet.weights(shallow, 1)))
                .inheritance();
        assertThat(inheritance.identities()).containsExactly("stages.0.blocks.1", "stages.1.blocks.1");
        assertThat(inheritance.fresh())
                .contains("stages.0.blocks.1.expand.weight")
                .allMatch(name -> name.contains(".blocks.1."));
    }

    @Test
    void copies_share_what_their_channel_had_unevenly() {
        SearchSpace wide = SPACE.withWidthMultiplier(2);
        Weights made = start(wide).weights();
        Tensor old = WEIGHTS.get("classifier.weight");
        Tensor shared = made.get("classifier.weight");
        assertThat(shared.shape()).containsExactly(4, 32);
        int different = 0;
        for (int row = 0; row < 4; row++) {
            for (int c = 0; c < 16; c++) {
                float one = shared.values()[row * 32 + c];
                float other = shared.values()[row * 32 + 16 + c];
                float sum = old.values()[row * 16 + c];
                assertThat((double) one + other).isCloseTo(sum, within(1e-6));
                assertThat(Math.abs(one / sum - 0.5)).isLessThan(0.0501);
                different += one == other ? 0 : 1;
            }
        }
        assertThat(different).isGreaterThan(16);
    }

    @Test
    void copies_of_a_channel_learn_different_things() {
        SearchSpace wide = SPACE.withWidthMultiplier(2);
        Weights made = start(wide).weights();
        double[] gradients = new double[2];
        for (int copy = 0; copy < 2; copy++) {
            // the first weight of a channel of the head, and that of its copy: equal values
            int place = copy * 24 * 48;
            gradients[copy] = (loss(wide, made, place, 1e-3) - loss(wide, made, place, -1e-3)) / 2e-3;
        }
        Tensor head = made.get("head.expand.weight");
        assertThat(head.shape()).containsExactly(48, 48, 1, 1);
        assertThat(Math.abs(gradients[0] - gradients[1]))
                .isGreaterThan(1e-3 * Math.max(Math.abs(gradients[0]), Math.abs(gradients[1])));
    }

    private static double loss(SearchSpace space, Weights weights, int place, double change) {
        DoubleNetwork network = new DoubleNetwork(weights);
        network.values("head.expand.weight")[place] += change;
        Architecture smallest = space.smallest();
        float[] images = Logits.noise(3 * 3 * smallest.resolution() * smallest.resolution());
        float[] targets = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        return DoubleNetwork.crossEntropy(network.logits(space.lower(smallest), images, 3), targets);
    }

    @Test
    void equal_inputs_give_equal_starts() {
        SearchSpace wide = SPACE.withWidthMultiplier(1.5);
        assertEqual(start(wide).weights(), start(wide).weights());
        Weights other = WarmStart.of(wide, InitialWeights.of(wide, 6), DONOR).weights();
        assertThat(other.get("head.expand.weight").values())
                .isNotEqualTo(start(wide).weights().get("head.expand.weight").values());
    }

    private static void assertEqual(Weights one, Weights other) {
        one.tensors()
                .forEach((name, tensor) ->
                        assertThat(other.get(name).values()).as(name).isEqualTo(tensor.values()));
    }

    @Test
    void what_the_space_has_not_is_said() {
        SearchSpace plain = Growth.with(SPACE, Growth::unsqueezed);
        Inheritance inheritance = start(plain).inheritance();
        assertThat(inheritance.departures())
                .containsExactly(
                        "stages.1.blocks.0: has no squeeze-and-excitation",
                        "stages.1.blocks.1: has no squeeze-and-excitation");
        assertThat(inheritance.unused()).hasSize(8).allMatch(name -> name.contains(".se."));
    }

    @Test
    void layers_behind_another_number_of_stages_are_new() {
        SearchSpace shorter = SPACE.withStages(SPACE.stages().subList(0, 1));
        Inheritance inheritance = start(shorter).inheritance();
        assertThat(inheritance.departures()).containsExactly("stages: 1 instead of 2, so all behind is new");
        assertThat(inheritance.fresh()).allMatch(name -> name.startsWith("head.") || name.startsWith("classifier."));
        assertThat(inheritance.unused()).allMatch(name -> !name.startsWith("stages.0."));

        SearchSpace longer = SPACE.withStages(List.of(
                SPACE.stages().get(0), SPACE.stages().get(1), SPACE.stages().get(1)));
        Inheritance other = start(longer).inheritance();
        assertThat(other.fresh()).anyMatch(name -> name.startsWith("stages.2."));
        assertThat(other.departures()).containsExactly("stages: 3 instead of 2, so all behind is new");
    }

    @Test
    void a_head_of_other_layers_is_new_from_there_on() {
        SearchSpace plain = Growth.headed(SPACE, new Head(24, 0, Activation.H_SWISH));
        Inheritance inheritance = start(plain).inheritance();
        assertThat(inheritance.departures())
                .containsExactly("classifier: there is none in its place, so all behind is new");
        assertThat(inheritance.fresh()).containsExactly("classifier.bias", "classifier.weight");
        assertThat(inheritance.kept()).contains("head.expand.weight");
    }

    @Test
    void another_activation_or_stride_is_said() {
        SearchSpace other = BuiltInSpaces.named("mbv3-32").orElseThrow().withWidthMultiplier(0.25);
        SearchSpace mbv3 = BuiltInSpaces.named("mbv3").orElseThrow().withWidthMultiplier(0.25);
        Inheritance inheritance =
                start(other, Donor.of(mbv3, TinySupernet.weights(mbv3, 1))).inheritance();
        assertThat(inheritance.departures())
                .contains(
                        "stem: stride 1 instead of 2",
                        "stages.1.blocks.0: activation h-swish instead of relu",
                        "stages: 3 instead of 5, so all behind is new");
        assertThat(inheritance.summary())
                .startsWith("from mbv3 at width multiplier 0.25: ")
                .contains(" tensors kept, ", " remapped, ", " new (", "unused (", "does not compute the same: ", "..");
    }

    @Test
    void the_summary_counts_and_names() {
        assertThat(start(SPACE.withClasses(7)).inheritance().summary())
                .isEqualTo("from tiny at width multiplier 1.0: "
                        + (WEIGHTS.tensors().size() - 2)
                        + " tensors kept, 0 remapped, 2 new (classifier.bias, classifier.weight),"
                        + " 2 of the donor's unused (classifier.bias, classifier.weight);"
                        + " does not compute the same: classifier: 7 classes instead of 4, so it is new");
        assertThat(start(SPACE).inheritance().summary())
                .isEqualTo("from tiny at width multiplier 1.0: "
                        + WEIGHTS.tensors().size() + " tensors kept, 0 remapped, 0 new");
    }

    @Test
    void a_donor_of_another_kind_is_refused_by_name() {
        Donor residual = Donor.of(TinySupernet.RESIDUAL, TinySupernet.weights(TinySupernet.RESIDUAL, 1));
        assertThatThrownBy(() -> start(SPACE, residual))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tiny-residual cannot start tiny: its stem is [], that of tiny [stem, first]")
                .hasMessageContaining("Maybe");
        SearchSpace stemless = new SearchSpace(
                SPACE.format(),
                "stemless",
                3,
                4,
                1.0,
                SPACE.resolutions(),
                1e-5,
                List.of(),
                SPACE.stages(),
                SPACE.head());
        assertThatThrownBy(() -> start(stemless, residual))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "its stages.0.blocks.0 is conv:r32:3-16:k3:s2:relu, that of stemless mb:r16:3-8-16");
    }

    @Test
    void weights_of_another_space_are_refused() {
        assertThatThrownBy(() -> Donor.of(SPACE.withWidthMultiplier(2), WEIGHTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'stem.weight' has shape [8, 3, 3, 3]")
                .hasMessageContaining("[16, 3, 3, 3]");
        assertThatThrownBy(() -> Donor.of(SPACE, new Weights(Collections.<String, Tensor>emptyMap())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no weights named 'stem.weight'");
        assertThatThrownBy(() -> WarmStart.of(SPACE.withClasses(9), WEIGHTS, DONOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fresh must be the weights of tiny");
        Map<String, Tensor> more = new TreeMap<>(WEIGHTS.tensors());
        more.put("more", Tensor.of(new float[1], 1));
        assertThat(start(SPACE, Donor.of(SPACE, new Weights(more)))
                        .inheritance()
                        .unused())
                .containsExactly("more");
    }
}
