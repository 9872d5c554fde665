package dev.specialize.devices;

/** The number format that a model computes in. */
public enum Precision {
    FP32;

    @Override
    public String toString() {
        return "fp32";
    }
}
