package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A kind of machine that runners are built for. */
enum Platform {
    LINUX_X64("x86_64", "amd64", "gcc"),
    LINUX_AARCH64("aarch64", "aarch64", "gcc-aarch64-linux-gnu");

    private final String machine;
    private final String architecture;
    private final String compilerPackage;

    Platform(String machine, String architecture, String compilerPackage) {
        this.machine = machine;
        this.architecture = architecture;
        this.compilerPackage = compilerPackage;
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

    /** As ONNX Runtime's jar calls it, such as {@code linux-x64}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
