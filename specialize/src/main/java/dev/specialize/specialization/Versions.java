package dev.specialize.specialization;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.export.OnnxModel;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Versions of the programs that take part. */
public final class Versions {
    static final String OURS = "specialize";

    private static final int SHORT_HASH = 8;

    private Versions() {}

    /** This project's, from its jar; {@code development} where it runs from classes. */
    public static String ours() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /**
     * Those of all programs that make a model here, and the processor that they run on: libraries choose their kernels, and
     * so the last bits of their results, by what that can do.
     *
     * @param libtorch its version
     */
    static SortedMap<String, String> here(String libtorch) {
        DeviceIdentity machine = DeviceIdentity.local();
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put(OURS, ours());
        versions.put("java", Runtime.version().toString());
        versions.put("libtorch", libtorch);
        versions.put("onnxruntime", OnnxModel.runtimeVersion());
        versions.put(
                "processor",
                machine.model() + ", " + machine.architecture() + ", " + machine.system() + ", features "
                        + machine.featuresSha256().substring(0, SHORT_HASH));
        return versions;
    }
}
