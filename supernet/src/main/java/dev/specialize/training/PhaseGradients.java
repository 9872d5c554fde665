package dev.specialize.training;

import ai.djl.ndarray.NDManager;
import dev.specialize.images.BatchStream.Batch;
import dev.specialize.supernet.TorchThreads;
import dev.specialize.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The gradients of a phase's steps on all engines: each takes a part of the batch, in a thread of its own. */
final class PhaseGradients implements AutoCloseable {
    private final List<Replica> replicas;
    private final List<GradientStep> steps;
    private final List<ExecutorService> workers;

    /** @param frozen the weights of a frozen teacher, asked for where there is one */
    PhaseGradients(Learner learner, TrainingRun run, Phase phase, Teaching teaching, Supplier<Weights> frozen) {
        replicas = learner.replicas();
        steps = replicas.stream()
                .map(replica -> new GradientStep(
                        replica.engine(), run, phase, Lessons.of(replica.engine(), run, teaching, frozen)))
                .toList();
        workers = replicas.size() == 1
                ? List.of()
                : replicas.stream().map(replica -> worker()).toList();
        // each asks for the first time, and so keeps its part of libtorch's threads
        int each = Math.max(1, TorchThreads.count() / replicas.size());
        TorchThreads.computing(each, this::threads);
    }

    private static ExecutorService worker() {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "gradients");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** With how many threads each engine computes, if there are several. */
    List<Integer> threads() {
        return workers.stream()
                .map(worker -> CompletableFuture.supplyAsync(TorchThreads::count, worker)
                        .join())
                .toList();
    }

    /**
     * Adds the gradients of a step to the weights' of each engine.
     *
     * @return the mean of their losses; not a number if any is not finite
     */
    float run(Batch batch, long step) {
        if (workers.isEmpty()) {
            return run(0, batch, step);
        }
        List<CompletableFuture<Float>> losses = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            int index = i;
            Batch part = batch.part(i, replicas.size());
            losses.add(CompletableFuture.supplyAsync(() -> run(index, part, step), workers.get(i)));
        }
        try {
            // all of them, also if one fails: whoever is told of that closes the memory that the others work on
            CompletableFuture.allOf(losses.toArray(CompletableFuture<?>[]::new)).join();
            return (float) losses.stream()
                    .mapToDouble(CompletableFuture::join)
                    .average()
                    .orElseThrow();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error; // such as too little memory
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private float run(int index, Batch batch, long step) {
        Replica replica = replicas.get(index);
        try (NDManager pass = replica.engine().memory().newSubManager()) {
            return steps.get(index).run(replica.network(), batch, step, pass);
        }
    }

    @Override
    public void close() {
        workers.forEach(ExecutorService::shutdown);
        steps.forEach(GradientStep::close);
    }
}
