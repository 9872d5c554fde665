package dev.specialize.latency;

import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole networks, what a model says of those that it does not know, and the prior that suits them.
 *
 * @param error on the networks that were held out; by cross-validation if there are none
 */
public record FittedNets(List<MeasuredNet> nets, LatencyPrior prior, PredictionError error) {
    /** Of fewer nobody knows what one in twenty does. */
    private static final int LEAST_NETS = 30;

    /**
     * Fits the prior to some networks and judges the model by the others.
     *
     * @param model that knows {@code calibration}
     */
    static FittedNets of(LatencyModel model, List<TimedNet> calibration, List<TimedNet> heldOut) {
        LatencyModel fitted = honest(PriorFit.fitted(model), calibration);
        List<MeasuredNet> known = CrossValidation.of(fitted, calibration);
        List<MeasuredNet> unknown = heldOut.stream()
                .map(net -> fitted.compared(net, NetRole.HELD_OUT))
                .toList();
        List<MeasuredNet> all = new ArrayList<>(known);
        all.addAll(unknown);
        return new FittedNets(all, fitted.prior(), PredictionError.of(unknown.isEmpty() ? known : unknown));
    }

    /**
     * A model as unsure as it has to be: networks that are disturbed now and then are farther off than a normal
     * distribution of their usual noise says, so the noise grows until 95 % of those that the model was not told of are
     * within their interval.
     */
    private static LatencyModel honest(LatencyModel model, List<TimedNet> nets) {
        if (nets.size() < LEAST_NETS) {
            return model;
        }
        double[] distances = CrossValidation.of(model, nets).stream()
                .mapToDouble(net -> Math.abs(net.relativeExcess()) * net.predictedNanos() / net.deviationNanos())
                .sorted()
                .toArray();
        double factor = distances[(int) (0.95 * distances.length)] / MeasuredNet.INTERVAL_DEVIATIONS;
        return factor <= 1
                ? model
                : model.withPrior(model.prior().withNoise(factor * model.prior().noise()));
    }
}
