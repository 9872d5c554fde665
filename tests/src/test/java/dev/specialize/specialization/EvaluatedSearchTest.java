package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.predictor.AccuracyEstimate;
import dev.specialize.predictor.EvaluatedArchitecture;
import dev.specialize.predictor.PredictorFit;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.search.Constraint;
import dev.specialize.search.MacBudget;
import dev.specialize.search.Search;
import dev.specialize.search.SearchResult;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class EvaluatedSearchTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final List<Constraint> BUDGET = List.of(Constraint.macs(MacBudget.parse("9M"), SPACE));
    private static final int TRIALS = 24;

    private final List<Architecture> asked = new ArrayList<>();

    @Test
    void without_evaluations_nothing_is_run_and_nothing_is_learnt() {
        PredictorModel model = model(1);
        PredictorModel learnt = new EvaluatedSearch(model, this::refuse, note -> {}).learnt(0, m -> search(m, 1));
        assertThat(learnt).isSameAs(model);
    }

    private List<boolean[]> refuse(List<Architecture> architectures) {
        throw new AssertionError("evaluated " + architectures);
    }

    @Test
    void the_best_that_are_not_known_yet_are_evaluated_in_rounds_up_to_the_number_that_was_asked_for() {
        List<Integer> rounds = new ArrayList<>();
        SimulatedImages images = new SimulatedImages(truth(1), 500, 1);
        EvaluatedSearch search = new EvaluatedSearch(
                model(1),
                architectures -> {
                    rounds.add(architectures.size());
                    asked.addAll(architectures);
                    return images.right(architectures);
                },
                note -> {});
        PredictorModel learnt = search.learnt(8, m -> search(m, 1));
        assertThat(rounds).containsExactly(4, 2, 2);
        assertThat(new HashSet<>(asked)).hasSize(8);
        assertThat(model(1).fitted()).as("two whose accuracy is known").containsAll(asked.subList(0, 2));
        assertThat(asked.get(2)).isEqualTo(search(model(1), 1).best().architecture());
        assertThat(asked.subList(2, 8))
                .allMatch(a -> SPACE.lower(a).cost().macs() <= 9_000_000)
                .doesNotContainAnyElementsOf(model(1).fitted());
        assertThat(search.evaluated()).isEqualTo(8);

        Architecture first = asked.get(2);
        double before = deviation(model(1), first);
        assertThat(deviation(learnt, first)).isLessThan(before);

        search.learnt(2, m -> search(m, 2));
        assertThat(search.evaluated()).as("with those of another request").isEqualTo(10);
        assertThat(new HashSet<>(asked)).hasSize(10);
    }

    private static double deviation(PredictorModel model, Architecture architecture) {
        return model.estimates().orElseThrow().of(architecture).deviation();
    }

    /** One search with evaluations, and what three ways to report its result say, less what is true. */
    private record Trial(double best, double posterior, double halfWidth, double untouched) {
        static Trial of(long seed) {
            ToDoubleFunction<Architecture> truth = truth(seed);
            SimulatedImages ofPairs = new SimulatedImages(truth, 2000, 3 * seed);
            SimulatedImages choosing = new SimulatedImages(truth, 400, 3 * seed + 1);
            SimulatedImages reporting = new SimulatedImages(truth, 400, 3 * seed + 2);
            List<Architecture> evaluated = new ArrayList<>();
            PredictorModel learnt = new EvaluatedSearch(
                            model(seed, ofPairs),
                            architectures -> {
                                evaluated.addAll(architectures);
                                return choosing.right(architectures);
                            },
                            note -> {})
                    .learnt(12, m -> search(m, seed));
            Architecture winner = search(learnt, seed).best().architecture();
            AccuracyEstimate estimate = learnt.estimates().orElseThrow().of(winner);
            Architecture luckiest = evaluated.get(0);
            for (Architecture one : evaluated) {
                luckiest = choosing.accuracy(one) > choosing.accuracy(luckiest) ? one : luckiest;
            }
            return new Trial(
                    choosing.accuracy(luckiest) - truth.applyAsDouble(luckiest),
                    estimate.mean() - ofPairs.accuracy(winner),
                    estimate.halfWidth(),
                    reporting.accuracy(winner) - truth.applyAsDouble(winner));
        }
    }

    @Test
    void what_is_reported_of_the_winner_is_not_the_luck_that_it_was_chosen_by_seeds_1_to_24() {
        List<Trial> trials =
                LongStream.rangeClosed(1, TRIALS).mapToObj(Trial::of).toList();

        assertThat(mean(trials, Trial::best))
                .as("the best of twelve evaluations is too good by more than half a point")
                .isGreaterThan(0.006);

        double halfWidth = mean(trials, Trial::halfWidth);
        assertThat(Math.abs(mean(trials, Trial::posterior)))
                .as("the posterior's mean, against intervals of \u00b1 " + halfWidth)
                .isLessThan(halfWidth / 4);
        assertThat(trials.stream()
                        .filter(t -> Math.abs(t.posterior) <= t.halfWidth)
                        .count())
                .as("inside the 95 % interval, of " + TRIALS)
                .isGreaterThanOrEqualTo(TRIALS * 9 / 10);

        double spread = Math.sqrt(mean(trials, t -> t.untouched * t.untouched) / TRIALS);
        assertThat(Math.abs(mean(trials, Trial::untouched)))
                .as("measured on images that nothing was chosen by")
                .isLessThan(3 * spread);
    }

    private static double mean(List<Trial> trials, ToDoubleFunction<Trial> value) {
        return trials.stream().mapToDouble(value).average().orElseThrow();
    }

    private static ToDoubleFunction<Architecture> truth(long seed) {
        return architecture -> SyntheticPairs.accuracy(architecture, SPACE, seed);
    }

    private static PredictorModel model(long seed) {
        return model(seed, new SimulatedImages(truth(seed), 2000, 3 * seed));
    }

    /** Fitted to what 120 random subnets do on the images. */
    private static PredictorModel model(long seed, SimulatedImages images) {
        List<EvaluatedArchitecture> pairs = SyntheticPairs.of(SPACE, 120, 0, seed).stream()
                .map(p -> new EvaluatedArchitecture(p.architecture(), images.accuracy(p.architecture())))
                .toList();
        return PredictorFit.of(SPACE, pairs, seed);
    }

    private static SearchResult search(PredictorModel model, long seed) {
        SearchSettings settings =
                SearchSettings.ofSeed(seed).withEvaluations(1500).withFinalists(25);
        return new Search(SPACE, model.predictor(), settings).under(BUDGET);
    }
}
