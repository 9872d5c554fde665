package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.OnnxRuntimeLibrary;
import dev.specialize.files.Sha256;
import dev.specialize.transport.PayloadFile.Source;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a device needs to run models: the runner and ONNX Runtime, and with them the C library where the device has none.
 */
record Payload(List<PayloadFile> files) {
    static final String RUNNER = "runner";
    static final String LIBRARY = "libonnxruntime.so";

    /** What ONNX Runtime and the runner ask of a system. */
    private static final List<String> SYSTEM_LIBRARIES = List.of(
            "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6");

    Payload {
        files = List.copyOf(files);
    }

    /** True if this build has a runner for such machines. */
    static boolean exists(Platform platform) {
        return runner(platform).isPresent();
    }

    /** @throws DeviceException if this build has no runner for such machines */
    static Payload of(Platform platform) {
        URL runner = runner(platform)
                .orElseThrow(() -> new DeviceException("This build has no runner for " + platform
                        + ": no C compiler for it was there. Maybe install Debian's " + platform.compilerPackage()
                        + " and build again."));
        OnnxRuntimeLibrary library = OnnxRuntimeLibrary.of(platform.toString(), LIBRARY)
                .orElseThrow(() -> new DeviceException("ONNX Runtime has no library for " + platform));
        return new Payload(List.of(PayloadFile.of(RUNNER, runner::openStream), PayloadFile.of(LIBRARY, library::open)));
    }

    /**
     * With the C library of this machine's own packages, for devices that have none, such as telephones.
     *
     * @param device for messages
     * @throws DeviceException if this machine has none for such devices
     */
    static Payload selfContained(String device, Platform platform) {
        List<PayloadFile> files = new ArrayList<>(of(platform).files);
        files.add(systemFile(device, platform, platform.loader()));
        SYSTEM_LIBRARIES.forEach(name -> files.add(systemFile(device, platform, name)));
        return new Payload(files);
    }

    private static PayloadFile systemFile(String device, Platform platform, String name) {
        Path file = platform.libraries().resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new DeviceException(
                    device + " has no 64-bit glibc, which ONNX Runtime needs, and this machine has no " + file
                            + " to put there. Maybe install Debian's " + platform.libraryPackage() + " here.");
        }
        Source source = () -> Files.newInputStream(file);
        return PayloadFile.of(name, source);
    }

    private static Optional<URL> runner(Platform platform) {
        return Optional.ofNullable(Payload.class.getResource("runner-" + platform));
    }

    /** Of all of it, the name under which a device keeps it. */
    String sha256() {
        return Sha256.of(
                files.stream().map(file -> file.name() + " " + file.sha256()).collect(Collectors.joining("\n")));
    }
}
