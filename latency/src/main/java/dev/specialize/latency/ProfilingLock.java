package dev.specialize.latency;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.files.ProcessLock;
import dev.specialize.files.Sha256;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Keeps two profilers off one device. */
final class ProfilingLock {
    private ProfilingLock() {}

    /**
     * Does something while no other profiler can be at the device.
     *
     * @param folder of the device's profile
     * @throws DeviceBusyException if another profiler holds the lock
     */
    static <T> T holding(Path folder, DeviceIdentity device, Supplier<T> work) {
        Path file = folder.resolve(".profiling-" + Sha256.inNames(device.toString()) + ".lock");
        return ProcessLock.holding(file, () -> new DeviceBusyException(device.toString(), file), work);
    }
}
