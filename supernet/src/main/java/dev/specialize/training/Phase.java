package dev.specialize.training;

import dev.specialize.images.Augmentation;
import dev.specialize.space.Architecture;
import java.util.Optional;

/**
 * A part of a training in which the same kind of subnets learn in the same way.
 *
 * @param name for people
 * @param share of the run's steps
 * @param sampling how subnets are drawn
 * @param subnets in a step, where the sampling leaves that open
 * @param given the only subnet, where the sampling is of a given one; images are of its resolution
 * @param open which choices
 * @param teaching what the subnets learn from
 * @param labels which labels count
 * @param learningRate highest rate; it rises linearly over the warm-up and falls to 0 along a cosine
 * @param muon above 0, kernels over all channels that batch normalisation follows are moved by Muon, in each step by this
 *     times the learning rate, as a share of their norm, and do not decay; 0: by gradient descent, as all others
 * @param weightDecay not on scales, shifts and biases
 * @param warmup share of the phase's steps in which the rate rises
 * @param entry what happens to the weights before the first step
 * @param augmentation of its images, where it is not the recipe's: less at the end brings training images nearer to those
 *     to come (arXiv:1909.09148)
 */
public record Phase(
        String name,
        double share,
        Sampling sampling,
        int subnets,
        Optional<Architecture> given,
        Opening open,
        Teaching teaching,
        Labels labels,
        double learningRate,
        double muon,
        double weightDecay,
        double warmup,
        Entry entry,
        Optional<Augmentation> augmentation) {
    public Phase {
        Require.that(!name.isBlank(), "name", "must not be blank", "'" + name + "'");
        Require.that(share > 0 && share <= 1, "share", "must be above 0 and at most 1", share);
        Require.that(subnets >= 1, "subnets", "must be at least 1", subnets);
        Require.that(
                learningRate > 0 && learningRate <= 10, "learningRate", "must be above 0 and at most 10", learningRate);
        Require.that(muon >= 0 && muon <= 10, "muon", "must be in 0..10", muon);
        Require.share("weightDecay", weightDecay);
        Require.share("warmup", warmup);
        Require.that(
                teaching.teacher() != Teaching.Teacher.LARGEST || sampling.isSandwich(),
                "teacher",
                "can be the largest subnet only where each step has one: sampling must be sandwich or mutual",
                sampling);
        Require.that(
                given.isPresent() == (sampling == Sampling.GIVEN),
                "given",
                "must be there where sampling is given, and only there",
                given);
        Require.that(!sampling.isSandwich() || subnets >= 2, "subnets", "must be at least 2 for a sandwich", subnets);
    }

    /** One that fills a whole run. */
    static Phase whole(Sampling sampling, int subnets, Teaching teaching, Labels labels, double learningRate) {
        return new Phase(
                sampling.toString(),
                1,
                sampling,
                subnets,
                Optional.empty(),
                Opening.ALL,
                teaching,
                labels,
                learningRate,
                labels == Labels.TRUE ? MUON : 0,
                WEIGHT_DECAY,
                WARMUP,
                Entry.AS_IS,
                Optional.empty());
    }

    /** One of several, whose labels count. */
    static Phase part(
            String name,
            double share,
            Sampling sampling,
            int subnets,
            Opening open,
            Teaching teaching,
            double learningRate,
            Entry entry) {
        return new Phase(
                name,
                share,
                sampling,
                subnets,
                Optional.empty(),
                open,
                teaching,
                Labels.TRUE,
                learningRate,
                MUON,
                WEIGHT_DECAY,
                WARMUP,
                entry,
                Optional.empty());
    }

    /** One that trains a single subnet further. */
    static Phase tuning(Architecture subnet, Teaching teaching, double learningRate) {
        return new Phase(
                "finetune",
                1,
                Sampling.GIVEN,
                1,
                Optional.of(subnet),
                Opening.ALL,
                teaching,
                Labels.TRUE,
                learningRate,
                MUON,
                WEIGHT_DECAY,
                WARMUP,
                Entry.AS_IS,
                Optional.empty());
    }

    /** Where labels mean something: how far weights turn ranks subnets only if steps are as long as gradients say. */
    static final double MUON = 0.2;

    /** Of each phase, unless told otherwise. */
    static final double WEIGHT_DECAY = 5e-4;

    /** Likewise. */
    static final double WARMUP = 0.05;

    /** The learning rate of a step, from 0, out of {@code steps} of the phase. */
    double rate(long step, long steps) {
        double risen = warmup * steps;
        if (step < risen) {
            return learningRate * (step + 1) / (risen + 1);
        }
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * (step - risen) / (steps - risen)));
    }

    /** The same with another highest rate. */
    public Phase withLearningRate(double newLearningRate) {
        return with(newLearningRate, weightDecay);
    }

    public Phase withWeightDecay(double newWeightDecay) {
        return with(learningRate, newWeightDecay);
    }

    private Phase with(double rate, double decay) {
        return new Phase(
                name,
                share,
                sampling,
                subnets,
                given,
                open,
                teaching,
                labels,
                rate,
                muon,
                decay,
                warmup,
                entry,
                augmentation);
    }
}
