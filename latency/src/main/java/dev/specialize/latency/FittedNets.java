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
    /**
     * Fits the prior to some networks and judges the model by the others.
     *
     * @param model that knows {@code calibration}
     */
    static FittedNets of(LatencyModel model, List<TimedNet> calibration, List<TimedNet> heldOut) {
        LatencyModel fitted = PriorFit.fitted(model);
        List<MeasuredNet> known = CrossValidation.of(fitted, calibration);
        List<MeasuredNet> unknown = heldOut.stream()
                .map(net -> fitted.compared(net, NetRole.HELD_OUT))
                .toList();
        List<MeasuredNet> all = new ArrayList<>(known);
        all.addAll(unknown);
        return new FittedNets(all, fitted.prior(), PredictionError.of(unknown.isEmpty() ? known : unknown));
    }
}
