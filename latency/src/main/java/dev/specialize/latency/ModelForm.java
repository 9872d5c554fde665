package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Precision;
import dev.specialize.export.ModelPrecision;
import dev.specialize.export.OnnxExporter;
import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.Platform;
import dev.specialize.space.Network;

/**
 * What the models of one profile have in common: times of one form say nothing about another.
 *
 * @param batch images that one run takes
 * @param precision that they compute in
 */
public record ModelForm(int batch, Precision precision) {
    public ModelForm {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, got " + batch);
        }
    }

    /** The form of the models that a profile's times are of. */
    public static ModelForm of(DeviceProfile profile) {
        return new ModelForm(profile.batch(), profile.precision());
    }

    /** A model that takes as long as the network's with any trained weights, in few bytes. */
    public byte[] untrained(Network network) {
        return untrained(network, Platform.onnx());
    }

    /** The same in operators that a platform takes. */
    public byte[] untrained(Network network, Platform platform) {
        return OnnxExporter.exportUntrained(network, BatchSize.of(batch), ModelPrecision.of(precision), platform);
    }
}
