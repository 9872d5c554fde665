package dev.specialize.devices;

/** A device that cannot be reached or does not do what it was asked; the message says which, why and the way out. */
public class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeviceException(String message) {
        super(message);
    }

    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
