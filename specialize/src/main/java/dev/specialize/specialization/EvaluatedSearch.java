package dev.specialize.specialization;

import dev.specialize.predictor.EvaluatedArchitecture;
import dev.specialize.predictor.Evaluations;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.Candidate;
import dev.specialize.search.SearchResult;
import dev.specialize.space.Architecture;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Searches, evaluates the best on real images, lets the predictor learn from them, and searches again (LINAS,
 * arXiv:2205.10358, section 3). What the predictor then says of the winner is the mean of a posterior, in which a lucky
 * evaluation counts only as much as its images are worth.
 *
 * <p>A search finds the subnets that its predictor thinks too much of, so all candidates may turn out worse than
 * predicted; or the images are harder than those that the predictor was fitted to. Some subnets whose accuracy is known
 * are evaluated too, and tell one from the other.
 */
final class EvaluatedSearch {
    private static final int ROUNDS = 3;
    /** Of all evaluations, the part that goes to subnets whose accuracy is known. */
    private static final double KNOWN_SHARE = 0.25;

    private final PredictorModel model;
    private final Judge judge;
    private final Consumer<String> notes;
    private final Set<Architecture> evaluated = new LinkedHashSet<>();
    private Optional<RightAnswers> answers = Optional.empty();

    /** @param model before anything is evaluated */
    EvaluatedSearch(PredictorModel model, Judge judge, Consumer<String> notes) {
        this.model = model;
        this.judge = judge;
        this.notes = notes;
    }

    /** Runs subnets on images, always the same ones. */
    @FunctionalInterface
    interface Judge {
        /** @return for each architecture whether it is right about each image */
        List<boolean[]> rightAnswers(List<Architecture> architectures);
    }

    /**
     * Evaluates for one request; what was evaluated for others before is remembered.
     *
     * @param evaluations how many, at most
     * @param search finds the best subnets by a predictor
     * @return the predictor that has learnt from all that was evaluated
     */
    PredictorModel learnt(int evaluations, Function<PredictorModel, SearchResult> search) {
        List<Architecture> next = evaluated.isEmpty() ? known((int) (KNOWN_SHARE * evaluations)) : List.of();
        int left = evaluations - next.size();
        for (int round = 0; round < ROUNDS && left > 0; round++) {
            int most = (left + ROUNDS - round - 1) / (ROUNDS - round);
            Set<Architecture> known = new HashSet<>(evaluated);
            known.addAll(next);
            List<Architecture> best = search.apply(learnt()).finalists().stream()
                    .map(Candidate::architecture)
                    .filter(a -> !known.contains(a))
                    .limit(most)
                    .toList();
            left -= best.size();
            evaluate(Stream.concat(next.stream(), best.stream()).toList());
            next = List.of();
        }
        return learnt();
    }

    /** The best of those that the predictor was fitted to: what is easy for them is easy for candidates. */
    private List<Architecture> known(int count) {
        return model.fitted().stream()
                .sorted(Comparator.comparingDouble(
                                (Architecture a) -> model.predictor().accuracy(a))
                        .reversed())
                .limit(count)
                .toList();
    }

    private void evaluate(List<Architecture> architectures) {
        if (architectures.isEmpty()) {
            return;
        }
        List<boolean[]> right = judge.rightAnswers(architectures);
        RightAnswers all = answers.map(a -> a.and(right)).orElseGet(() -> new RightAnswers(right));
        answers = Optional.of(all);
        evaluated.addAll(architectures);
        notes.accept(String.format(
                Locale.ROOT,
                "evaluated %d subnets on %,d validation images: %.2f to %.2f %%, differences to \u00b1 %.2f points",
                evaluated.size(),
                all.images(),
                100 * accuracies(all).min().orElseThrow(),
                100 * accuracies(all).max().orElseThrow(),
                100 * Math.sqrt(2) * all.ownDeviation()));
    }

    private static DoubleStream accuracies(RightAnswers answers) {
        return IntStream.range(0, answers.subnets()).mapToDouble(answers::accuracy);
    }

    private PredictorModel learnt() {
        return answers.map(a -> model.learning(new Evaluations(pairs(a), a.ownDeviation(), a.commonDeviation())))
                .orElse(model);
    }

    private List<EvaluatedArchitecture> pairs(RightAnswers all) {
        List<Architecture> inOrder = List.copyOf(evaluated);
        return IntStream.range(0, inOrder.size())
                .mapToObj(i -> new EvaluatedArchitecture(inOrder.get(i), all.accuracy(i)))
                .toList();
    }

    /** Subnets that were evaluated so far. */
    int evaluated() {
        return evaluated.size();
    }
}
