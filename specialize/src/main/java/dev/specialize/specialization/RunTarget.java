package dev.specialize.specialization;

import dev.specialize.specialization.SpecializationManifest.Budgets;

/**
 * What a model is for. The same folder never takes models for two of them by accident.
 *
 * @param supernet name of the supernet
 * @param device name of the device
 */
public record RunTarget(String supernet, String device, Budgets budgets) {
    public static RunTarget of(String supernet, String device, Request request) {
        return new RunTarget(supernet, device, Budgets.of(request.limits()));
    }

    public static RunTarget of(SpecializationManifest manifest) {
        return new RunTarget(manifest.supernet(), manifest.device().name(), manifest.budgets());
    }

    /** Such as {@code fashion-mnist on pixel within 30 ms and 200M MACs}. */
    @Override
    public String toString() {
        return supernet + " on " + device + " within " + budgets.toLimits();
    }
}
