package dev.specialize.devices;

/** A device that can be asked how long models take: bytes of models in, timing samples out. */
public interface ModelRunner {
    DeviceIdentity identity();

    RuntimeSettings runtime();

    /**
     * Makes a model ready to run; close it after use.
     *
     * @param onnx an ONNX model of float32 inputs and outputs; a dimension it leaves open is 1
     * @throws DeviceException if the device cannot be reached or does not take the model
     */
    TimedModel load(byte[] onnx);
}
