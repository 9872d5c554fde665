package dev.specialize.supernet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * libtorch on everything that a training may use: GPUs, or the CPU, several times if that is faster. A batch of many images
 * is done sooner by engines of one thread each, which do not wait for each other after every operator, than by one engine
 * of many threads.
 */
public final class TorchEngines implements AutoCloseable {
    /** Batch statistics of fewer images would be poor ones (arXiv:1803.08494, figure 1). */
    private static final int FEWEST_IMAGES = 32;

    private final List<TorchEngine> opened;
    private final int given;
    private final int most;
    private final IntFunction<TorchEngine> another;

    private TorchEngines(List<TorchEngine> given, int most, IntFunction<TorchEngine> another) {
        opened = new ArrayList<>(given);
        this.given = given.size();
        this.most = most;
        this.another = another;
    }

    /** These, all of them, whatever is to be done. */
    public static TorchEngines of(TorchEngine... engines) {
        return new TorchEngines(List.of(engines), engines.length, number -> {
            throw new IllegalStateException("there are no others");
        });
    }

    /**
     * One, and others when there is enough to do for them.
     *
     * @param engine opens one, by its number from 0
     */
    static TorchEngines upTo(int most, IntFunction<TorchEngine> engine) {
        return new TorchEngines(List.of(engine.apply(0)), most, engine);
    }

    /** The one that is used where one is enough. */
    public TorchEngine first() {
        return opened.get(0);
    }

    /** Those that take equal parts of a batch of so many images. */
    public List<TorchEngine> sharing(int images) {
        int useful = Math.max(given, Math.min(most, images / FEWEST_IMAGES));
        while (opened.size() < useful) {
            opened.add(another.apply(opened.size()));
        }
        return List.copyOf(opened.subList(0, useful));
    }

    /** Where a batch of so many images is computed, such as {@code cpu()} or {@code gpu(0), gpu(1)}. */
    public String devices(int images) {
        return String.join(
                ", ",
                sharing(images).stream().map(TorchEngine::device).distinct().toList());
    }

    /** Bytes that a batch of so many images may take on all engines that share it; on the CPU these share the memory too. */
    public long freeBytes(int images) {
        if (!first().isOnGpu()) {
            return first().freeBytes();
        }
        List<TorchEngine> gpus = sharing(images);
        return gpus.size()
                * gpus.stream().mapToLong(TorchEngine::freeBytes).min().orElseThrow();
    }

    /**
     * Why there is no GPU where one was asked for.
     *
     * @param flavor of libtorch that was named, such as {@code cu128}; null if none was
     */
    public Optional<String> missingGpu(String flavor) {
        return flavor == null || !flavor.startsWith("cu") || first().isOnGpu()
                ? Optional.empty()
                : Optional.of(
                        "no GPU is used, though PYTORCH_FLAVOR is " + flavor + ": libtorch or the CUDA runtime found"
                                + " none. Maybe its driver is older than CUDA " + flavor.substring(2)
                                + ", or libcudart.so is not"
                                + " where libraries are looked for: LD_LIBRARY_PATH=.. names its folder");
    }

    @Override
    public void close() {
        opened.forEach(TorchEngine::close);
    }
}
