package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.OnnxRuntimeLibrary;
import dev.specialize.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a device needs to run models: the runner and ONNX Runtime, in a folder of this machine for as long as it is open.
 *
 * @param sha256 of all of it, the name under which a device keeps it
 */
record Payload(Path folder, List<PayloadFile> files, String sha256) implements AutoCloseable {
    static final String RUNNER = "runner";
    static final String LIBRARY = "libonnxruntime.so";

    /** What ONNX Runtime and the runner ask of a system. */
    private static final List<String> SYSTEM_LIBRARIES = List.of(
            "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6");

    Payload {
        files = List.copyOf(files);
    }

    /** A file of the payload. */
    record PayloadFile(String name, String sha256) {}

    /** True if this build has a runner for such machines. */
    static boolean exists(Platform platform) {
        return runner(platform).isPresent();
    }

    /** @throws DeviceException if this build has no runner for such machines */
    static Payload unpack(Platform platform) {
        URL runner = runner(platform)
                .orElseThrow(() -> new DeviceException("This build has no runner for " + platform
                        + ": no C compiler for it was there. Maybe install " + platform.compilerPackage()
                        + " and build again."));
        OnnxRuntimeLibrary library = OnnxRuntimeLibrary.of(platform.toString(), LIBRARY)
                .orElseThrow(() -> new DeviceException("ONNX Runtime has no library for " + platform));
        try {
            Path folder = Files.createTempDirectory("specialize-runner");
            try (InputStream program = runner.openStream();
                    InputStream runtime = library.open()) {
                Files.copy(program, folder.resolve(RUNNER));
                Files.copy(runtime, folder.resolve(LIBRARY));
            }
            return of(folder, List.of(RUNNER, LIBRARY));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack the runner: " + e.getMessage(), e);
        }
    }

    /**
     * With the C library of this machine's own packages, for devices that have none, such as telephones.
     *
     * @throws DeviceException if this machine has none for such devices
     */
    static Payload selfContained(String device, Platform platform) {
        List<String> names = Stream.concat(Stream.of(platform.loader()), SYSTEM_LIBRARIES.stream())
                .toList();
        names.stream()
                .filter(name -> !Files.isRegularFile(platform.libraries().resolve(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new DeviceException(device
                            + " has no 64-bit glibc, which ONNX Runtime needs, and this machine"
                            + " has no " + platform.libraries().resolve(name) + " to put there. Maybe install Debian's "
                            + platform.libraryPackage() + " here.");
                });
        Payload plain = unpack(platform);
        try {
            for (String name : names) {
                Files.copy(platform.libraries().resolve(name), plain.folder.resolve(name));
            }
            return of(
                    plain.folder,
                    Stream.concat(Stream.of(RUNNER, LIBRARY), names.stream()).toList());
        } catch (IOException e) {
            plain.close();
            throw new UncheckedIOException("Cannot unpack the runner: " + e.getMessage(), e);
        }
    }

    private static Payload of(Path folder, List<String> names) {
        List<PayloadFile> files = names.stream()
                .map(name -> new PayloadFile(name, Sha256.of(folder.resolve(name))))
                .toList();
        return new Payload(folder, files, Sha256.of(files.toString()));
    }

    private static Optional<URL> runner(Platform platform) {
        return Optional.ofNullable(Payload.class.getResource("runner-" + platform));
    }

    /** Removes the folder. */
    @Override
    public void close() {
        try (Stream<Path> left = Stream.concat(files.stream().map(f -> folder.resolve(f.name())), Stream.of(folder))) {
            for (Path path : (Iterable<Path>) left::iterator) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
