package dev.specialize.supernet;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * How many threads libtorch computes with. Each of them adds up a part of a sum, so the last bits of what comes out depend on
 * their number: who wants the same bytes again needs the same number.
 */
public final class TorchThreads {
    private TorchThreads() {}

    /** As many as libtorch took for itself, or was told to. */
    public static int count() {
        TorchEngine.start();
        return JniUtils.getNumThreads();
    }

    /**
     * Does the work with so many, and then goes back to as many as before. A thread that asks for their number for the first
     * time meanwhile, or computes, keeps it.
     */
    public static <T> T computing(int threads, Supplier<T> work) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        int before = count();
        JniUtils.setNumThreads(threads);
        try {
            return work.get();
        } finally {
            JniUtils.setNumThreads(before);
        }
    }
}
