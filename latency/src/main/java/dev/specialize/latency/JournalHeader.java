package dev.specialize.latency;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.ProfiledSpace;
import dev.specialize.devices.RuntimeSettings;

/**
 * All that a measurement depends on; journals with different headers have nothing to do with each other.
 *
 * @param base what is known beforehand: the hash of another device's profile, or nothing
 */
record JournalHeader(
        String format,
        String name,
        DeviceIdentity device,
        RuntimeSettings runtime,
        ProfiledSpace space,
        int batch,
        String base,
        ProfilePlan plan) {
    static final String FORMAT = "profile-journal/4";
}
