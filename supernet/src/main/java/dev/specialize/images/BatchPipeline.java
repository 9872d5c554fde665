package dev.specialize.images;

import dev.specialize.images.BatchStream.Batch;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Batches in the order of their steps, made ahead by threads of its own while the engine works on the present one. They
 * are the same whatever the number of threads. Buffers go round in a ring, so that memory stays flat. To be used by one
 * thread, and closed by it.
 *
 * <pre>{@code
 * try (BatchPipeline batches = new BatchPipeline(stream, step, this::resolutions, 2, 4)) {
 *     while (step < steps) {
 *         learn(batches.next());
 *     }
 * }
 * }</pre>
 */
public final class BatchPipeline implements AutoCloseable {
    /** Cores that are left to the engine where there are more. */
    private static final int CORES_OF_ENGINE = 4;

    private static final long CLOSING_SECONDS = 60;

    private final BatchStream stream;
    private final LongFunction<List<Integer>> resolutions;
    private final ExecutorService threads;
    private final Deque<Slot> coming = new ArrayDeque<>();

    private Slot present;
    private long nextStep;
    private long handedOver;
    private long awaited;

    /**
     * Starts to make batches.
     *
     * @param firstStep step of the first batch
     * @param resolutions of the batch of a step; called by the thread that uses this, once for each step
     * @param threads how many make batches
     * @param ahead how many batches are made before they are asked for, at most
     */
    public BatchPipeline(
            BatchStream stream, long firstStep, LongFunction<List<Integer>> resolutions, int threads, int ahead) {
        if (threads < 1 || ahead < 1) {
            throw new IllegalArgumentException(
                    "needs at least 1 thread and 1 batch ahead, got " + threads + " and " + ahead);
        }
        this.stream = stream;
        this.resolutions = resolutions;
        this.threads = Executors.newFixedThreadPool(threads, BatchPipeline::thread);
        nextStep = firstStep;
        present = new Slot();
        for (int i = 0; i < ahead; i++) {
            begin(new Slot());
        }
    }

    /** Threads that leave the engine its cores: all but four, and one at least. */
    public static int usualThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - CORES_OF_ENGINE);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "batches");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The batch of the next step. Its arrays and its buffers, which are direct ones, belong to the caller until the next
     * call of this method, which gives them to another batch.
     *
     * @throws RuntimeException what went wrong while it was made
     */
    public Batch next() {
        begin(present);
        present = coming.remove();
        handedOver++;
        awaited += present.batch.isDone() ? 0 : 1;
        try {
            return present.batch.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error; // such as too little memory
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Share of the batches that were not ready when they were asked for: above some percent, the engine starves. */
    public double shareAwaited() {
        return handedOver == 0 ? 0 : (double) awaited / handedOver;
    }

    private void begin(Slot slot) {
        long step = nextStep++;
        List<Integer> sizes = resolutions.apply(step);
        slot.batch = CompletableFuture.supplyAsync(() -> slot.fill(step, sizes), threads);
        coming.add(slot);
    }

    /** Waits for the threads to leave off. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            boolean ended = threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
            assert ended : "a batch takes more than a minute";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // they are daemons and end without us
        }
    }

    /** A place in the ring: what one batch is made in, and then another. */
    private final class Slot {
        private final int[] labels = new int[stream.batchSize()];
        private final int[] places = new int[stream.batchSize()];
        private ByteBuffer memory = ByteBuffer.allocateDirect(0);
        private CompletableFuture<Batch> batch = CompletableFuture.completedFuture(null);

        /** The memory grows to the largest batch. */
        private Batch fill(long step, List<Integer> sizes) {
            int bytes = stream.bytes(sizes);
            if (memory.capacity() < bytes) {
                memory = ByteBuffer.allocateDirect(bytes);
            }
            return stream.fill(step, sizes, memory, labels, places);
        }
    }
}
