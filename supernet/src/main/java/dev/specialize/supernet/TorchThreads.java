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
     * From here on this thread computes with so many, and so do threads that begin to compute later; those that have computed
     * before keep their number.
     */
    public static void use(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        count(); // a thread that has not asked yet would be given the others' number when it does
        JniUtils.setNumThreads(threads);
    }

    /** Does the work with so many, and then goes back to as many as before. */
    public static <T> T computing(int threads, Supplier<T> work) {
        int before = count();
        use(threads);
        try {
            return work.get();
        } finally {
            use(before);
        }
    }
}
