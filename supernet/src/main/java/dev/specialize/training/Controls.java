package dev.specialize.training;

/**
 * What may change while a run goes on, as factors of what its recipe says.
 *
 * @param rate of the learning rate: less than 1 after a loss that exploded
 * @param decay of the weight decay
 * @param distillation of the distillation weight
 */
public record Controls(double rate, double decay, double distillation) {
    public static final Controls NONE = new Controls(1, 1, 1);

    public Controls {
        Require.that(rate > 0 && Double.isFinite(rate), "rate", "must be above 0", rate);
        Require.that(decay >= 0 && Double.isFinite(decay), "decay", "must not be negative", decay);
        Require.that(
                distillation > 0 && Double.isFinite(distillation), "distillation", "must be above 0", distillation);
    }

    Controls withRate(double newRate) {
        return new Controls(newRate, decay, distillation);
    }

    Teaching applied(Teaching teaching) {
        return teaching.withDistillation(distillation * teaching.distillation());
    }
}
