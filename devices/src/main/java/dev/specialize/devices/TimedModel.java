package dev.specialize.devices;

/** A model on a device, ready to run. It holds memory there until it is closed. */
public interface TimedModel extends AutoCloseable {
    /**
     * Warms the model up, then times it.
     *
     * @throws DeviceException if the device is lost
     */
    Samples time(Sampling sampling);

    /**
     * Runs the model once.
     *
     * @param input values of the first input in row-major order; further inputs keep the values that they are timed with
     * @return values of the first output in row-major order
     * @throws DeviceException if the device is lost, or the input has another number of values
     */
    float[] run(float[] input);

    @Override
    void close();
}
