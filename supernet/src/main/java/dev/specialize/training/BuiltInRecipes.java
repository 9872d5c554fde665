package dev.specialize.training;

import dev.specialize.images.Augmentation;
import dev.specialize.space.Architecture;
import dev.specialize.supernet.Precision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recipes of the field, sized for some tens of thousands of small images and tens of epochs. In so short a time networks
 * learn too little rather than too much by heart, so images are varied little: how much of that pays grows with the epochs
 * (arXiv:2110.00476, table 2, whose longest schedule regularises most).
 */
public final class BuiltInRecipes {
    private static final double RATE = 0.05;
    private static final int BATCH_SIZE = 128;
    /** The largest, the smallest and a random one; with a second random one a step takes half as long again. */
    private static final int SANDWICH = 3;

    /** A pixel of 32. */
    private static final Augmentation LITTLE = new Augmentation(1.0 / 32, true);

    private BuiltInRecipes() {}

    public static Stream<Recipe> all() {
        return Stream.of(
                largestFirst(),
                sandwich(),
                mutual(),
                progressive(),
                singlePath(),
                fair(),
                random(),
                coupled(),
                randomLabels(),
                largest());
    }

    public static Optional<Recipe> named(String name) {
        return all().filter(r -> r.name().equals(name)).findFirst();
    }

    /**
     * The largest network (arXiv:1908.09791, section 3.3, which begins so), then the sandwich rule: the largest learns
     * fastest alone, and all others learn from it.
     */
    private static Recipe largestFirst() {
        return recipe(
                "largest-first",
                List.of(
                        first(0.5),
                        Phase.part(
                                "sandwich",
                                0.5,
                                Sampling.SANDWICH,
                                SANDWICH,
                                Opening.ALL,
                                Teaching.IN_PLACE,
                                RATE,
                                Entry.AS_IS)));
    }

    /** The sandwich rule with in-place distillation (arXiv:2003.11142, section 3.1). */
    public static Recipe sandwich() {
        return whole("sandwich", Phase.whole(Sampling.SANDWICH, SANDWICH, Teaching.IN_PLACE, Labels.TRUE, RATE));
    }

    /** The same where the largest sees the largest images and the smallest the smallest (arXiv:1909.12978, section 3.2). */
    private static Recipe mutual() {
        return whole("mutual", Phase.whole(Sampling.MUTUAL, SANDWICH, Teaching.IN_PLACE, Labels.TRUE, RATE));
    }

    /**
     * Progressive shrinking (arXiv:1908.09791, section 3.3): the largest network, then elastic kernels, then depths, then
     * expansions, taught by the largest. Shares of the steps and ratios of the rates as in the published schedule.
     */
    private static Recipe progressive() {
        return recipe(
                "progressive",
                List.of(
                        first(0.3),
                        shrinking("kernel", 0.2, 1, Opening.of(1, 1), RATE, Entry.AS_IS),
                        shrinking("depth-1", 0.05, 2, Opening.of(2, 1), RATE / 12, Entry.AS_IS),
                        shrinking("depth-2", 0.2, 2, Opening.of(3, 1), RATE / 4, Entry.AS_IS),
                        shrinking("expand-1", 0.05, 4, Opening.of(3, 2), RATE / 12, Entry.SORT_CHANNELS),
                        shrinking("expand-2", 0.2, 4, Opening.of(3, 3), RATE / 4, Entry.SORT_CHANNELS)));
    }

    /** The largest alone. */
    private static Phase first(double share) {
        return Phase.part(
                "largest", share, Sampling.LARGEST, 1, new Opening(1, 1, 1), Teaching.LABELS, 2 * RATE, Entry.AS_IS);
    }

    private static Phase shrinking(String name, double share, int subnets, Opening open, double rate, Entry entry) {
        return Phase.part(name, share, Sampling.UNIFORM, subnets, open, Teaching.BY_FROZEN, rate, entry);
    }

    /** One random subnet in a step (arXiv:1904.00420, section 3.2). */
    private static Recipe singlePath() {
        return whole("single-path", Phase.whole(Sampling.UNIFORM, 1, Teaching.LABELS, Labels.TRUE, RATE));
    }

    /** Strict fairness (arXiv:1907.01845, section 3.2). */
    private static Recipe fair() {
        return whole("fair", Phase.whole(Sampling.FAIR, 1, Teaching.LABELS, Labels.TRUE, RATE));
    }

    /** Four random subnets in a step, without a teacher (arXiv:2204.09210). */
    private static Recipe random() {
        return whole("random", Phase.whole(Sampling.UNIFORM, 4, Teaching.LABELS, Labels.TRUE, RATE));
    }

    /**
     * Expansions tied to depths (arXiv:2104.12642, section 3.1). Four subnets in a step, sorted channels and the ratio of
     * the rates as in the published code, where a short phase of the same kind at a lower rate comes first.
     */
    private static Recipe coupled() {
        return recipe(
                "coupled",
                List.of(
                        first(0.4),
                        Phase.part(
                                "coupled",
                                0.6,
                                Sampling.COUPLED,
                                4,
                                Opening.ALL,
                                Teaching.BY_FROZEN,
                                RATE / 4,
                                Entry.SORT_CHANNELS)));
    }

    /** Single paths on labels that mean nothing; subnets are ranked by how far their weights turn (arXiv:2101.11834). */
    private static Recipe randomLabels() {
        return whole("random-labels", Phase.whole(Sampling.UNIFORM, 1, Teaching.LABELS, Labels.RANDOM, RATE));
    }

    /** The largest network alone: what the others are compared with. */
    public static Recipe largest() {
        return whole("largest", Phase.whole(Sampling.LARGEST, 1, Teaching.LABELS, Labels.TRUE, 2 * RATE));
    }

    /** One subnet trained further, at a low rate. */
    public static Recipe finetune(Architecture subnet) {
        return finetune(subnet, largest());
    }

    /**
     * The same on the images that its supernet was trained on, varied as they were. Of a supernet that was trained on random
     * labels nothing is worth keeping: its subnets are trained by the labels alone, at the rate of a new network.
     *
     * @param made what the supernet was made by
     */
    public static Recipe finetune(Architecture subnet, Recipe made) {
        double share = (double) made.batchSize() / BATCH_SIZE;
        Phase phase = made.ranksByAngle()
                ? Phase.tuning(subnet, Teaching.LABELS, 2 * RATE * share)
                : Phase.tuning(subnet, Teaching.BY_FROZEN, RATE / 5 * share);
        return made.withPhases("finetune", List.of(phase));
    }

    private static Recipe whole(String name, Phase phase) {
        return recipe(name, List.of(phase));
    }

    private static Recipe recipe(String name, List<Phase> phases) {
        return new Recipe(
                Recipe.FORMAT, name, phases, 20, BATCH_SIZE, 0.9, 0.1, 0.1, Precision.FLOAT32, LITTLE, 5_000, 500, 0);
    }
}
