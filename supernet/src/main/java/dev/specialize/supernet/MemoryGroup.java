package dev.specialize.supernet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The two ways in which Linux limits the memory of a container or of another group of processes: cgroup-v1/memory.rst and
 * cgroup-v2.rst of its documentation.
 */
enum MemoryGroup {
    FIRST("memory", "sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    SECOND("", "sys/fs/cgroup", "memory.max", "memory.current", "inactive_file");

    private static final long UNLIMITED = Long.MAX_VALUE;

    private final String controller;
    private final String folder;
    private final String limit;
    private final String usage;
    private final String reclaimable;

    MemoryGroup(String controller, String folder, String limit, String usage, String reclaimable) {
        this.controller = controller;
        this.folder = folder;
        this.limit = limit;
        this.usage = usage;
        this.reclaimable = reclaimable;
    }

    /**
     * What this process may still take before a group that it is in has reached its limit.
     *
     * @param root folder that {@code proc} and {@code sys} are in
     */
    long freeBytes(Path root) {
        Path mounted = root.resolve(folder); // where a container sees its own group, whatever the host calls it
        Path own = mounted.resolve("." + path(root)).normalize();
        return Stream.concat(
                        Stream.of(mounted), Stream.iterate(own, group -> group.startsWith(mounted), Path::getParent))
                .mapToLong(this::freeIn)
                .min()
                .orElse(UNLIMITED);
    }

    private String path(Path root) {
        return new KernelFile(root.resolve("proc/self/cgroup"))
                .lines().stream()
                        .map(line -> line.split(":", 3))
                        .filter(parts -> parts.length == 3)
                        .filter(parts -> Arrays.asList(parts[1].split(",", -1)).contains(controller))
                        .map(parts -> parts[2])
                        .findFirst()
                        .orElse("");
    }

    private long freeIn(Path group) {
        OptionalLong most = new KernelFile(group.resolve(limit)).number("");
        OptionalLong used = new KernelFile(group.resolve(usage)).number("");
        if (most.isEmpty() || used.isEmpty()) {
            return UNLIMITED;
        }
        long cached =
                new KernelFile(group.resolve("memory.stat")).number(reclaimable).orElse(0);
        return Math.max(0, most.getAsLong() - Math.max(0, used.getAsLong() - cached));
    }
}
