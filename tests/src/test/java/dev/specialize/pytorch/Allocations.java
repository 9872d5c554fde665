package dev.specialize.pytorch;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what a thread asks memory for, which no other thread and no garbage collection disturbs. */
final class Allocations {
    private Allocations() {}

    /** Bytes since it started. */
    static long ofThisThread() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
