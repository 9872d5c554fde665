package dev.specialize.devices;

/**
 * A device that cannot be reached at the moment, though it may be again: {@link ModelRunner#renew} and what was asked may
 * be tried once more.
 */
public final class ConnectionLostException extends DeviceException {
    private static final long serialVersionUID = 1L;

    public ConnectionLostException(String message) {
        super(message);
    }

    public ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
