package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of different sizes: what is said of them, and how they are split. */
class ClassBalanceTest {
    private static final List<String> CLASSES = List.of("ant", "bee", "zebra");

    private static int[] labels(int... counts) {
        return IntStream.range(0, counts.length)
                .flatMap(label -> IntStream.generate(() -> label).limit(counts[label]))
                .toArray();
    }

    private static List<String> notes(int... counts) {
        return ClassBalance.of(CLASSES, labels(counts)).notes();
    }

    @Test
    void classes_that_are_alike_are_not_worth_a_word() {
        assertThat(notes(10, 55, 100)).isEmpty();
    }

    @Test
    void the_smallest_and_the_largest_are_named_if_one_is_a_tenth_of_the_other() {
        assertThat(notes(1_200, 99, 500))
                .singleElement()
                .asString()
                .contains("'bee' has 99 images", "'ant' has 1,200", "Maybe");
    }

    @Test
    void a_class_of_one_image_or_none_is_named() {
        assertThat(notes(5, 1, 5)).containsExactly("class 'bee' has one image only");
        assertThat(notes(1, 1, 5)).containsExactly("2 classes have one image only, first 'ant'");
        assertThat(notes(5, 5, 0)).containsExactly("class 'zebra' has no image");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_split_leaves_every_class_something_to_learn_from(long seed) {
        int[] labels = labels(1, 2, 60);
        Split split = Split.of(labels, 12, seed);
        assertThat(IntStream.concat(IntStream.of(split.training()), IntStream.of(split.validation())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 63).boxed().toList());
        assertThat(split.validation()).hasSize(12);
        assertThat(Arrays.stream(split.training()).map(place -> labels[place])).contains(0, 1, 2);
        assertThat(Split.of(labels, 12, seed).training()).isEqualTo(split.training());
    }

    @Test
    void of_large_classes_the_first_of_the_shuffled_places_are_set_aside() {
        SplittableRandom random = new SplittableRandom(1);
        int[] labels = IntStream.range(0, 500).map(i -> random.nextInt(3)).toArray();
        int[] places = Shuffle.places(500, 9);
        Split split = Split.of(labels, 70, 9);
        assertThat(split.validation()).isEqualTo(Arrays.copyOf(places, 70));
        assertThat(split.training()).isEqualTo(Arrays.copyOfRange(places, 70, 500));
    }

    @Test
    void images_that_are_too_few_are_not_set_aside() {
        assertThat(Split.of(labels(2, 2), 10, 1).validation()).isEmpty();
        assertThat(Split.of(labels(1, 1, 1, 1, 1, 1), 10, 1).validation()).isEmpty();
    }
}
