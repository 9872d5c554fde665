package dev.specialize.devices;

/**
 * What one of a device's profiles is called: each precision has its own.
 *
 * @param device its name
 * @param precision of the models that were timed
 */
public record ProfileName(String device, Precision precision) {
    private static final String BETWEEN = "@";

    public ProfileName {
        DeviceProfile.requireName(device);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param text such as {@code pixel}, of fp32, or {@code pixel@int8}
     * @throws IllegalArgumentException if it is neither
     */
    public static ProfileName parse(String text) {
        int at = text.indexOf(BETWEEN);
        return at < 0
                ? new ProfileName(text, Precision.FP32)
                : new ProfileName(text.substring(0, at), Precision.parse(text.substring(at + 1)));
    }

    /** Of that device's profile. */
    public static ProfileName of(DeviceProfile profile) {
        return new ProfileName(profile.name(), profile.precision());
    }

    @Override
    public String toString() {
        return precision == Precision.FP32 ? device : device + BETWEEN + precision;
    }
}
