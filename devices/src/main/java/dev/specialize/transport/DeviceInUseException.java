package dev.specialize.transport;

import dev.specialize.devices.DeviceException;

/** A device on which another runner is at work. */
final class DeviceInUseException extends DeviceException {
    private static final long serialVersionUID = 1L;

    DeviceInUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
