package dev.specialize.devices;

import dev.specialize.files.Sha256;
import java.util.List;

/**
 * Which machine it is, so that a profile is not used on another.
 *
 * @param model of the device or its processor
 * @param cores that a program may use
 * @param architecture such as {@code amd64}
 * @param system operating system
 * @param featuresSha256 hash of the processor's feature flags, on which a runtime chooses its kernels; of an empty text
 *     where the system does not tell
 */
public record DeviceIdentity(String model, int cores, String architecture, String system, String featuresSha256) {
    public DeviceIdentity {
        Require.text("model", model);
        Require.atLeast(1, "cores", cores);
        Require.text("architecture", architecture);
        Require.text("system", system);
        Require.sha256("featuresSha256", featuresSha256);
    }

    /** The machine that runs this program. */
    public static DeviceIdentity local() {
        return LocalProcessor.read().identity();
    }

    static DeviceIdentity of(String model, List<String> features) {
        return new DeviceIdentity(
                model,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("os.name"),
                Sha256.of(String.join(" ", features)));
    }

    /** Such as {@code AMD EPYC, 2 cores, amd64, Linux}. */
    @Override
    public String toString() {
        return model + ", " + cores + (cores == 1 ? " core, " : " cores, ") + architecture + ", " + system;
    }
}
