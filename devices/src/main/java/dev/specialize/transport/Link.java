package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import java.time.Duration;
import java.util.Optional;

/** How commands and files get to a device. */
interface Link {
    /** The device as messages name it, such as {@code ssh://pi@board}. */
    String name();

    /** Where the device may keep files, as its shell understands it. */
    String cacheFolder();

    /** What to do if nothing can be written there, as an advice goes on. */
    default String cacheRemedy() {
        return "let XDG_CACHE_HOME on the device name a folder that can be written";
    }

    /**
     * Starts a script of the device's shell; {@code script} holds no single quote.
     *
     * @throws DeviceException if the program that would do it is not there
     */
    ChildProcess start(String script);

    /**
     * Copies a file to the device.
     *
     * @param to absolute, in a folder that is there
     * @throws DeviceException if it does not arrive
     */
    void send(PayloadFile file, String to, Duration limit);

    /**
     * What it means that a script ended so, if it was the way to the device that failed.
     *
     * @param status of the program that {@link #start} started
     * @param errors the last that it wrote
     * @return empty if the script itself ended so
     */
    Optional<DeviceException> failure(int status, String errors);
}
