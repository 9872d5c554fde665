package dev.specialize.latency;

import dev.specialize.devices.LatencyPrior;
import dev.specialize.latency.LatencyTerms.Group;
import dev.specialize.regression.Evidence;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Chooses the deviations of a prior by the marginal likelihood of the networks: coordinate by coordinate, each multiplied
 * by some factor, until none helps.
 */
final class PriorFit {
    /** Fewer networks do not tell deviations apart, only how noisy they are. */
    private static final int LEAST_NETS = 30;

    private static final int LEAST_NETS_FOR_NOISE = 5;

    /** So many tell them well enough; the likelihood takes time in proportion to their cube. */
    private static final int MOST_NETS = 300;

    private static final double[] FACTORS = {0.3, 0.6, 1.7, 3.3};
    private static final int PASSES = 4;
    /** Differences below this, in the logarithm of the likelihood, mean nothing. */
    private static final double GAIN = 0.1;
    /** How far a deviation may come from where it started: few networks are not believed to exclude an effect. */
    private static final double FARTHEST = 12;

    private final Evidence evidence;
    private final double[] start;
    /** None is believed to be less noisy than usual. */
    private final boolean few;

    private final double[] best;
    private double likelihood;

    private PriorFit(LatencyModel model, LatencyPrior start) {
        this.evidence = new Evidence(model.sharesByGroup(), model.targets());
        this.start = values(start);
        this.few = model.nets() < LEAST_NETS;
        this.best = this.start.clone();
        this.likelihood = likelihood(best);
    }

    /** A model whose prior suits its networks; if they are few, in their noise only, and if very few, the same model. */
    static LatencyModel fitted(LatencyModel model) {
        return model.nets() < LEAST_NETS_FOR_NOISE ? model : model.withPrior(fit(model.withSomeNets(MOST_NETS)));
    }

    private static LatencyPrior fit(LatencyModel model) {
        PriorFit fit = new PriorFit(model, model.prior());
        boolean improved = true;
        for (int pass = 0; pass < PASSES && improved; pass++) {
            improved = false;
            for (int i = fit.few ? fit.best.length - 1 : 0; i < fit.best.length; i++) {
                improved |= fit.improve(i);
            }
        }
        double[] v = fit.best;
        LatencyPrior before = model.prior();
        return new LatencyPrior(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], before.session(), before.processes());
    }

    private boolean improve(int i) {
        boolean improved = false;
        double from = best[i];
        for (double factor : FACTORS) {
            double[] other = best.clone();
            other[i] = from * factor;
            if (other[i] > start[i] * FARTHEST || other[i] < (few ? start[i] : start[i] / FARTHEST)) {
                continue;
            }
            double otherLikelihood = likelihood(other);
            if (otherLikelihood > likelihood + GAIN) {
                likelihood = otherLikelihood;
                best[i] = other[i];
                improved = true;
            }
        }
        return improved;
    }

    private double likelihood(double[] values) {
        double[] deviations = new double[Group.values().length];
        System.arraycopy(values, 0, deviations, 0, deviations.length);
        return evidence.logLikelihood(deviations, values[deviations.length]);
    }

    /** The deviations of the groups in their order, then the noise. */
    private static double[] values(LatencyPrior prior) {
        return DoubleStream.concat(
                        Arrays.stream(Group.values()).mapToDouble(group -> group.deviation(prior)),
                        DoubleStream.of(prior.noise()))
                .toArray();
    }
}
