package dev.specialize.devices;

/** A model on a device, ready to run. It holds memory there until it is closed. */
public interface TimedModel extends AutoCloseable {
    /**
     * Warms the model up, then times it.
     *
     * @throws DeviceException if the device is lost
     */
    Samples time(Sampling sampling);

    @Override
    void close();
}
