package dev.specialize.fleet;

import java.util.stream.IntStream;

/**
 * How few models were chosen for a fleet, and how good another choice could be at most.
 *
 * @param asked models, at most
 * @param chosen models; fewer than asked where more gain nothing
 * @param candidates that there were to choose among, without those that another one replaces everywhere
 * @param served entries
 * @param mostServed no choice serves more
 * @param accuracy sum over the served entries of share times accuracy, as predicted
 * @param accuracyBound no choice that serves as many entries has more
 * @param lost what all entries with their own best models would have more, of those that are served
 * @param proof what proves the bound; {@code branch-and-bound}: the choice is the best
 */
public record ChosenModels(
        int asked,
        int chosen,
        int candidates,
        int served,
        int mostServed,
        double accuracy,
        double accuracyBound,
        double lost,
        String proof) {
    static ChosenModels of(ServiceTable table, ModelChoice choice, int asked) {
        int served = table.served(choice.chosen()).cardinality();
        int most = choice.isBest()
                ? served
                : Math.min(table.entries(), (int)
                        Math.floor((choice.bound() + ModelChoice.ROUNDING) / ServiceTable.SERVED));
        double accuracy = table.accuracy(choice.chosen());
        double alone = alone(table, choice);
        double bound = choice.isBest()
                ? accuracy
                : Math.min(choice.bound() - ServiceTable.SERVED * served, Math.max(accuracy, all(table)));
        return new ChosenModels(
                asked,
                choice.chosen().size(),
                table.undominated().size(),
                served,
                most,
                accuracy,
                bound,
                Math.max(0, alone - accuracy),
                choice.isBest()
                        ? ModelChoice.Proof.BRANCH_AND_BOUND.toString()
                        : choice.proof().toString());
    }

    /** Of the served entries, each with its own best model. */
    private static double alone(ServiceTable table, ModelChoice choice) {
        return table.served(choice.chosen()).stream()
                .mapToDouble(entry -> best(table, entry))
                .sum();
    }

    private static double all(ServiceTable table) {
        return IntStream.range(0, table.entries())
                .mapToDouble(entry -> best(table, entry))
                .sum();
    }

    private static double best(ServiceTable table, int entry) {
        return table.share(entry)
                * IntStream.range(0, table.models())
                        .filter(model -> table.serves(model, entry))
                        .mapToDouble(table::accuracy)
                        .max()
                        .orElse(0);
    }

    /** Whether no choice of as many models is better. */
    public boolean proven() {
        return proof.equals(ModelChoice.Proof.BRANCH_AND_BOUND.toString());
    }

    /** Why some entry has no model though one could meet its budget. */
    String unserved() {
        return "none of the " + chosen + " chosen models keeps the budget: " + asked + " models serve at most "
                + mostServed + " of the entries. Maybe raise --models";
    }
}
