package dev.specialize.devices;

import java.time.Duration;

/** A device that can be asked how long models take: bytes of models in, timing samples out. */
public interface ModelRunner extends AutoCloseable {
    DeviceIdentity identity();

    RuntimeSettings runtime();

    /** What the device is doing at the moment; cheap enough to be asked between measurements. */
    DeviceState state();

    /**
     * Makes a model ready to run; close it after use.
     *
     * @param onnx an ONNX model of float32 inputs and outputs; a dimension it leaves open is 1
     * @throws DeviceException if the device cannot be reached or does not take the model
     */
    TimedModel load(byte[] onnx);

    /**
     * Starts the program that runs models anew, if it is a program of its own: the same model takes some percent longer or
     * shorter from process to process, so several tell more than one. Its models go with it.
     *
     * @throws DeviceException if the device is lost
     */
    void renew();

    /**
     * Leaves the device alone, so that it cools or that what keeps it busy passes.
     *
     * @throws DeviceException if the thread was interrupted
     */
    default void rest(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException("interrupted", e);
        }
    }

    /** The same device, asked about models of that precision. */
    default ModelRunner running(Precision precision) {
        return new PrecisionRunner(this, precision);
    }

    /** Leaves the device; its models go with it. */
    @Override
    void close();
}
