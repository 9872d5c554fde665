package dev.specialize.supernet;

import java.util.List;

/**
 * libtorch on every device that a training may use.
 *
 * @param all one for each GPU, or one for the CPU
 */
public record TorchEngines(List<TorchEngine> all) implements AutoCloseable {
    public TorchEngines {
        all = List.copyOf(all);
    }

    /** The one that is used where one is enough. */
    public TorchEngine first() {
        return all.get(0);
    }

    /** Such as {@code cpu()} or {@code gpu(0), gpu(1)}. */
    public String devices() {
        return String.join(", ", all.stream().map(TorchEngine::device).toList());
    }

    @Override
    public void close() {
        all.forEach(TorchEngine::close);
    }
}
