package dev.specialize.latency;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.ProfiledSpace;
import dev.specialize.devices.RuntimeSettings;

/** All that a measurement depends on; journals with different headers have nothing to do with each other. */
record JournalHeader(
        String format,
        String name,
        DeviceIdentity device,
        RuntimeSettings runtime,
        ProfiledSpace space,
        ProfilePlan plan) {
    static final String FORMAT = "profile-journal/1";
}
