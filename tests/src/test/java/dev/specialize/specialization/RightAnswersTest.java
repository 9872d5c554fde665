package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RightAnswersTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();

    @Test
    void an_accuracy_is_the_share_of_images_that_a_subnet_is_right_about() {
        RightAnswers answers = new RightAnswers(
                List.of(new boolean[] {true, false, true, true}, new boolean[] {false, false, true, false}));
        assertThat(answers.accuracy(0)).isEqualTo(0.75);
        assertThat(answers.accuracy(1)).isEqualTo(0.25);
        assertThat(answers.images()).isEqualTo(4);
    }

    @Test
    void subnets_that_are_right_about_the_same_images_differ_by_no_luck() {
        boolean[] right = {true, false, true, true, false, true};
        RightAnswers answers = new RightAnswers(List.of(right, right, right));
        assertThat(answers.ownDeviation()).isZero();
        // sample variance 4/6 * 2/6 * 6/5
        assertThat(answers.commonDeviation()).isCloseTo(Math.sqrt(4.0 / 15 / 6), within(1e-12));
    }

    @Test
    void of_one_subnet_alone_all_is_luck() {
        RightAnswers answers = new RightAnswers(List.of(new boolean[] {true, false, true, true}));
        assertThat(answers.ownDeviation()).isCloseTo(Math.sqrt(0.75 * 0.25 / 4), within(1e-12));
    }

    /** Against the spread over many sets of images, which is what both deviations foretell. */
    @Test
    void deviations_are_those_that_accuracies_have_over_sets_of_images_seeds_1_to_400() {
        SplittableRandom random = new SplittableRandom(1);
        ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
        List<Architecture> subnets =
                Stream.generate(() -> sampler.sample(random)).limit(6).toList();
        List<RightAnswers> sets = LongStream.rangeClosed(1, 400)
                .mapToObj(seed -> new RightAnswers(new SimulatedImages(a -> 0.8, 300, seed).right(subnets)))
                .toList();
        double total = 0;
        double own = 0;
        for (RightAnswers set : sets) {
            double difference = set.accuracy(0) - set.accuracy(1);
            own += difference * difference / 2 / sets.size();
            total += (set.accuracy(2) - 0.8) * (set.accuracy(2) - 0.8) / sets.size();
        }
        double foretoldOwn = sets.stream()
                .mapToDouble(s -> s.ownDeviation() * s.ownDeviation())
                .average()
                .orElseThrow();
        double foretoldCommon = sets.stream()
                .mapToDouble(s -> s.commonDeviation() * s.commonDeviation())
                .average()
                .orElseThrow();
        assertThat(foretoldOwn).isCloseTo(own, within(0.15 * own));
        assertThat(foretoldOwn + foretoldCommon).isCloseTo(total, within(0.15 * total));
    }

    @Test
    void nothing_is_told_by_no_subnets_or_one_image() {
        assertThatThrownBy(() -> new RightAnswers(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RightAnswers(List.of(new boolean[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
