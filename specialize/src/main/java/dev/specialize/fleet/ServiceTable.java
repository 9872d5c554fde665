package dev.specialize.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which models serve which entries of a fleet, and how accurate they are: what a choice of few models is made from. To
 * serve one entry more is worth more than any accuracy, so that what a choice is worth is {@value #SERVED} for each entry
 * that it serves, and the sum of the served entries' shares, each times the accuracy of the best chosen model that serves
 * it. That is monotone and submodular in the set of chosen models: a facility location (Cornuejols, Fisher and Nemhauser,
 * Management Science 23, 1977).
 */
final class ServiceTable {
    /** More than all accuracies together, which are at most 1. */
    static final double SERVED = 2;

    private final double[] shares;
    private final double[] accuracies;
    private final List<BitSet> serves;
    /** (models, entries): what a model is worth to an entry. */
    private final double[][] worths;

    /**
     * @param shares (entries) of the traffic, at most 1 together
     * @param accuracies (models), 0 to 1
     * @param serves for each model the entries whose budget it keeps
     */
    ServiceTable(double[] shares, double[] accuracies, List<BitSet> serves) {
        this.shares = shares.clone();
        this.accuracies = accuracies.clone();
        this.serves = List.copyOf(serves);
        if (accuracies.length != serves.size()) {
            throw new IllegalArgumentException(accuracies.length + " accuracies of " + serves.size() + " models");
        }
        worths = new double[accuracies.length][shares.length];
        for (int model = 0; model < worths.length; model++) {
            double accuracy = accuracies[model];
            double[] row = worths[model];
            serves.get(model).stream().forEach(entry -> row[entry] = SERVED + shares[entry] * accuracy);
        }
    }

    int entries() {
        return shares.length;
    }

    int models() {
        return accuracies.length;
    }

    boolean serves(int model, int entry) {
        return serves.get(model).get(entry);
    }

    BitSet served(int model) {
        return serves.get(model);
    }

    double accuracy(int model) {
        return accuracies[model];
    }

    double share(int entry) {
        return shares[entry];
    }

    /** What a model is worth to an entry; 0 if it does not serve it. */
    double worth(int model, int entry) {
        return worths[model][entry];
    }

    /** What a model is worth to entries beyond what they have. */
    double gain(int model, double[] have) {
        double[] row = worths[model];
        double gain = 0;
        for (int entry = 0; entry < have.length; entry++) {
            double more = row[entry] - have[entry];
            gain += more > 0 ? more : 0;
        }
        return gain;
    }

    /** What each entry has of chosen models. */
    double[] best(List<Integer> chosen) {
        double[] best = new double[entries()];
        for (int model : chosen) {
            double[] row = worths[model];
            for (int entry = 0; entry < best.length; entry++) {
                best[entry] = Math.max(best[entry], row[entry]);
            }
        }
        return best;
    }

    /** What chosen models are worth together. */
    double worth(List<Integer> chosen) {
        return Arrays.stream(best(chosen)).sum();
    }

    /** Entries that some chosen model serves. */
    BitSet served(List<Integer> chosen) {
        BitSet all = new BitSet();
        chosen.forEach(model -> all.or(serves.get(model)));
        return all;
    }

    /** The sum of shares times accuracies, without what serving itself is worth. */
    double accuracy(List<Integer> chosen) {
        return worth(chosen) - SERVED * served(chosen).cardinality();
    }

    /** Models that no other one replaces everywhere; of equal ones the first. */
    List<Integer> undominated() {
        List<Integer> byAccuracy = IntStream.range(0, models())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer model) -> -accuracies[model])
                        .thenComparing(model -> -serves.get(model).cardinality()))
                .toList();
        List<Integer> kept = new ArrayList<>();
        for (int model : byAccuracy) {
            if (!serves.get(model).isEmpty() && kept.stream().noneMatch(other -> contains(other, model))) {
                kept.add(model);
            }
        }
        return kept;
    }

    private boolean contains(int other, int model) {
        BitSet missing = (BitSet) serves.get(model).clone();
        missing.andNot(serves.get(other));
        return missing.isEmpty();
    }
}
