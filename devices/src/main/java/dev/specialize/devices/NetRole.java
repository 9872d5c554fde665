package dev.specialize.devices;

/** What a whole network was timed for. */
public enum NetRole {
    /** To teach the model of the device. */
    CALIBRATION,
    /** To tell the model's error; it was predicted before the model learned of it. */
    HELD_OUT
}
