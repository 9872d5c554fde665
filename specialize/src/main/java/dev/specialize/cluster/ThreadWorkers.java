package dev.specialize.cluster;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads of this process. */
final class ThreadWorkers implements Workers {
    private final int count;
    private final ExecutorService threads;

    ThreadWorkers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + count);
        }
        this.count = count;
        threads = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A folder of this machine. */
    private record Local(String folder) implements ShippedFolder {
        @Override
        public Path path() {
            return Path.of(folder);
        }
    }

    @Override
    public <A extends Serializable, R extends Serializable> List<R> each(Task<A, R> task, List<A> inputs) {
        List<Callable<R>> calls =
                inputs.stream().<Callable<R>>map(input -> () -> task.run(input)).toList();
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted while working").initCause(e);
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException problem ? problem : new IllegalStateException(cause);
    }

    @Override
    public ShippedFolder ship(Path folder, List<String> names) {
        return new Local(folder.toAbsolutePath().toString());
    }

    @Override
    public int parallelism() {
        return count;
    }

    @Override
    public String description() {
        return count == 1 ? "1 thread" : count + " threads";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
