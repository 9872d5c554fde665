package dev.specialize.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Takes the model that adds most, again and again, and then exchanges one of the chosen for another as long as that helps.
 * What greedy alone reaches is at least 1 - 1/e of the best (Nemhauser, Wolsey and Fisher, Mathematical Programming 14,
 * 1978, doi:10.1007/BF01588971).
 */
final class GreedyChoice {
    /** Share of the best that greedy reaches. */
    static final double GUARANTEE = 1 - 1 / Math.E;

    private static final int MOST_EXCHANGES = 200;

    private final ServiceTable table;
    private final List<Integer> models;

    /** @param models to choose among */
    GreedyChoice(ServiceTable table, List<Integer> models) {
        this.table = table;
        this.models = List.copyOf(models);
    }

    /** So many models, fewer if more add nothing. */
    List<Integer> greedy(int most) {
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < most) {
            double[] gains = gains(table.best(chosen));
            int first = first(gains);
            if (first < 0 || gains[first] <= 0) {
                return chosen;
            }
            chosen.add(models.get(first));
        }
        return chosen;
    }

    /** What each model adds where entries have so much already. */
    private double[] gains(double[] best) {
        return models.stream().mapToDouble(model -> table.gain(model, best)).toArray();
    }

    private static int first(double[] gains) {
        int first = -1;
        for (int i = 0; i < gains.length; i++) {
            if (first < 0 || gains[i] > gains[first]) {
                first = i;
            }
        }
        return first;
    }

    /** A bound on the worth of any choice of so many models: a choice's own and the largest gains upon it. */
    double boundByGains(List<Integer> chosen, int most) {
        double[] gains = gains(table.best(chosen));
        Arrays.sort(gains);
        double bound = table.worth(chosen);
        for (int i = 0; i < Math.min(most, gains.length); i++) {
            bound += gains[gains.length - 1 - i];
        }
        return bound;
    }

    /** A choice after exchanges of one model each, the best first. */
    List<Integer> exchanged(List<Integer> start) {
        List<Integer> chosen = new ArrayList<>(start);
        for (int i = 0; i < MOST_EXCHANGES; i++) {
            if (!exchange(chosen)) {
                return chosen;
            }
        }
        return chosen;
    }

    private boolean exchange(List<Integer> chosen) {
        double most = ModelChoice.ROUNDING;
        int out = -1;
        int in = -1;
        for (int position = 0; position < chosen.size(); position++) {
            List<Integer> others = new ArrayList<>(chosen);
            others.remove(position);
            double[] best = table.best(others);
            double lost = table.worth(chosen) - Arrays.stream(best).sum();
            double[] gains = gains(best);
            int first = first(gains);
            if (gains[first] - lost > most) {
                most = gains[first] - lost;
                out = position;
                in = models.get(first);
            }
        }
        if (out < 0) {
            return false;
        }
        chosen.set(out, in);
        Collections.sort(chosen);
        return true;
    }
}
