package dev.specialize.devices;

/**
 * Which machine it is, so that a profile is not used on another.
 *
 * @param model of the device or its processor
 * @param cores that a program may use at a time
 * @param pinnedCores which cores a program may use, as the system writes it, such as {@code 0-1}; all where the system
 *     does not tell
 * @param architecture as the JDK calls it, such as {@code amd64}
 * @param system operating system
 * @param featuresSha256 hash of the processor's feature flags, on which a runtime chooses its kernels; of an empty text
 *     where the system does not tell
 */
public record DeviceIdentity(
        String model, int cores, String pinnedCores, String architecture, String system, String featuresSha256) {
    public DeviceIdentity {
        Require.text("model", model);
        Require.atLeast(1, "cores", cores);
        CoreList.parse(pinnedCores);
        Require.text("architecture", architecture);
        Require.text("system", system);
        Require.sha256("featuresSha256", featuresSha256);
    }

    /** The machine that runs this program. */
    public static DeviceIdentity local() {
        int usable = Runtime.getRuntime().availableProcessors();
        CoreList allowed = CoreList.allowed(SystemFiles.LOCAL).orElseGet(() -> CoreList.first(usable));
        String architecture = System.getProperty("os.arch");
        String model = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", architecture);
        return of(
                Processor.read(SystemFiles.LOCAL, model), usable, allowed, architecture, System.getProperty("os.name"));
    }

    /**
     * The machine that these files describe.
     *
     * @param architecture as the JDK calls it
     */
    public static DeviceIdentity read(SystemFiles files, String architecture, String system) {
        CoreList allowed = CoreList.allowed(files).orElseGet(() -> CoreList.first(Processor.listed(files)));
        return of(Processor.read(files, architecture), allowed.cores().size(), allowed, architecture, system);
    }

    private static DeviceIdentity of(
            Processor processor, int cores, CoreList allowed, String architecture, String system) {
        return new DeviceIdentity(
                processor.model(), cores, allowed.toString(), architecture, system, processor.featuresSha256());
    }

    /** Such as {@code AMD EPYC, 2 cores (0-1), amd64, Linux}. */
    @Override
    public String toString() {
        return model + ", " + cores + (cores == 1 ? " core (" : " cores (") + pinnedCores + "), " + architecture + ", "
                + system;
    }
}
