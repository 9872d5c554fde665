package dev.specialize.supernet;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What this program may still take without others being pushed out, and without its container being too small. */
final class FreeMemory {
    private static final long KIBIBYTE = 1024;

    private FreeMemory() {}

    static long bytes() {
        return bytes(Path.of("/"));
    }

    /** @param root folder that {@code proc} and {@code sys} are in, where there is Linux */
    static long bytes(Path root) {
        OptionalLong available = new KernelFile(root.resolve("proc/meminfo")).number("MemAvailable");
        long ofMachine = available.isPresent() ? KIBIBYTE * available.getAsLong() : unused();
        return Stream.of(MemoryGroup.values())
                .mapToLong(group -> group.freeBytes(root))
                .reduce(ofMachine, Math::min);
    }

    private static long unused() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
    }
}
