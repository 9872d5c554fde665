package dev.specialize.transport;

/** A device that the user has named: where it is, and how models are run there. */
public record BookedDevice(DeviceAddress address, RunnerOptions options) {
    /** Such as {@code ssh://pi@board, 4 threads, cores 0-3}. */
    @Override
    public String toString() {
        int threads = options.threads();
        return address + ", " + threads + (threads == 1 ? " thread" : " threads")
                + options.cores().map(cores -> ", cores " + cores).orElse("");
    }
}
