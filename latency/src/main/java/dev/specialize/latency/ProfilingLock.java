package dev.specialize.latency;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * Keeps two profilers off one device. The system frees the lock when the process ends, however it ends; the empty file
 * stays, because deleting it could let two others in.
 */
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
        try (FileChannel channel = open(file)) {
            if (!locked(channel)) {
                throw new DeviceBusyException(device.toString(), file);
            }
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Closing the channel frees the lock. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }
}
