package dev.specialize.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prices at which entries could be served from elsewhere: a Lagrangian relaxation of the choice, in which an entry may be
 * served by many models or by none. With prices p, no choice of K models is worth more than the sum of all prices and of
 * the K largest surpluses, a model's surplus being what it is worth to entries beyond their prices (Cornuejols, Fisher and
 * Nemhauser, Management Science 23, 1977, section 4). Prices are improved by subgradient steps.
 */
final class Multipliers {
    private static final int MOST_STEPS = 4_000;
    /** Models times entries times steps: what takes a few seconds. */
    private static final double MOST_WORK = 4e9;
    /** Steps without a better bound after which they are halved. */
    private static final int PATIENCE = 40;

    private static final double LEAST_STEP = 1e-4;

    private final ServiceTable table;
    private final List<Integer> models;
    private final int most;
    private double[] prices;
    private double bound = Double.POSITIVE_INFINITY;

    /**
     * @param models to choose among
     * @param most models to choose
     * @param known a choice, whose worth the bound comes down to
     */
    Multipliers(ServiceTable table, List<Integer> models, int most, List<Integer> known) {
        this.table = table;
        this.models = List.copyOf(models);
        this.most = most;
        this.prices = new double[table.entries()];
        descend(known);
    }

    private void descend(List<Integer> known) {
        double worth = table.worth(known);
        double[] current = table.best(known);
        double step = 2;
        int idle = 0;
        double affordable = MOST_WORK / ((double) models.size() * table.entries());
        for (int i = 0;
                i < Math.min(MOST_STEPS, affordable) && step > LEAST_STEP && bound - worth > ModelChoice.ROUNDING;
                i++) {
            double[] surpluses = surpluses(current);
            int[] order = order(surpluses);
            double now = bound(current, surpluses, order);
            if (now < bound - ModelChoice.ROUNDING) {
                bound = now;
                prices = current.clone();
                idle = 0;
            } else if (++idle % PATIENCE == 0) {
                step /= 2;
            }
            current = stepped(current, order, step * (now - worth));
        }
    }

    /** Against the subgradient: an entry's price falls where none of the best models serves it beyond, and rises if many do. */
    private double[] stepped(double[] current, int[] order, double scale) {
        double[] gradient = new double[current.length];
        double squares = 0;
        for (int entry = 0; entry < current.length; entry++) {
            gradient[entry] = 1;
            for (int i = 0; i < Math.min(most, order.length); i++) {
                gradient[entry] -= table.worth(models.get(order[i]), entry) > current[entry] ? 1 : 0;
            }
            squares += gradient[entry] * gradient[entry];
        }
        if (squares == 0) {
            return current;
        }
        double[] next = new double[current.length];
        for (int entry = 0; entry < next.length; entry++) {
            next[entry] = Math.max(0, current[entry] - scale / squares * gradient[entry]);
        }
        return next;
    }

    private double[] surpluses(double[] at) {
        return models.stream().mapToDouble(model -> table.gain(model, at)).toArray();
    }

    private static int[] order(double[] surpluses) {
        return IntStream.range(0, surpluses.length)
                .boxed()
                .sorted((a, b) -> Double.compare(surpluses[b], surpluses[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double bound(double[] at, double[] surpluses, int[] order) {
        double sum = Arrays.stream(at).sum();
        for (int i = 0; i < Math.min(most, order.length); i++) {
            sum += surpluses[order[i]];
        }
        return sum;
    }

    /** No choice is worth more. */
    double bound() {
        return bound;
    }

    /** The sum of the best prices. */
    double priceSum() {
        return Arrays.stream(prices).sum();
    }

    /** Surpluses of the models at the best prices, in their order. */
    double[] surpluses() {
        return surpluses(prices);
    }
}
