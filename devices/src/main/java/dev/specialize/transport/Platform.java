package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A kind of machine that runners are built for. */
enum Platform {
    LINUX_X64("x86_64", "amd64", "gcc", "ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu", "libstdc++6"),
    LINUX_AARCH64(
            "aarch64",
            "aarch64",
            "gcc-aarch64-linux-gnu",
            "ld-linux-aarch64.so.1",
            "/usr/aarch64-linux-gnu/lib",
            "libstdc++6-arm64-cross");

    private final String machine;
    private final String architecture;
    private final String compilerPackage;
    private final String loader;
    private final Path libraries;
    private final String libraryPackage;

    Platform(
            String machine,
            String architecture,
            String compilerPackage,
            String loader,
            String libraries,
            String libraryPackage) {
        this.machine = machine;
        this.architecture = architecture;
        this.compilerPackage = compilerPackage;
        this.loader = loader;
        this.libraries = Path.of(libraries);
        this.libraryPackage = libraryPackage;
    }

    /**
     * @param device for messages
     * @param system as {@code uname -s} tells it
     * @param machine as {@code uname -m} tells it
     */
    static Platform of(String device, String system, String machine) {
        return Stream.of(values())
                .filter(platform -> system.equals("Linux") && machine.equals(platform.machine))
                .findFirst()
                .orElseThrow(() -> new DeviceException(device + " is " + Printable.line(system + " " + machine, 60)
                        + "; models can be run on Linux on x86_64 and aarch64."));
    }

    /** Of the machine that runs this program; empty if there is none for it. */
    static Optional<Platform> here() {
        return Stream.of(values())
                .filter(platform -> System.getProperty("os.name").equals("Linux"))
                .filter(platform -> System.getProperty("os.arch").equals(platform.architecture))
                .findFirst();
    }

    /** As the JDK calls it. */
    String architecture() {
        return architecture;
    }

    /** Debian's package of the compiler that builds its runner. */
    String compilerPackage() {
        return compilerPackage;
    }

    /** The program of glibc that starts others. */
    String loader() {
        return loader;
    }

    /** Where Debian keeps glibc and the C++ library for such machines, on this machine. */
    Path libraries() {
        return libraries;
    }

    /** Debian's package that brings these. */
    String libraryPackage() {
        return libraryPackage;
    }

    /** As ONNX Runtime's jar calls it, such as {@code linux-x64}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
