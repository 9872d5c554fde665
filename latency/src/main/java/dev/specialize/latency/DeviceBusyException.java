package dev.specialize.latency;

import java.nio.file.Path;

/** Another program is profiling the same device now; two at once would disturb each other. */
public final class DeviceBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeviceBusyException(String device, Path lock) {
        super("Another program is profiling " + device + " now (it holds " + lock + "). Maybe wait until it is done.");
    }
}
