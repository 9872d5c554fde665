package dev.specialize.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.specialize.devices.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An ARM board in qemu's user-mode emulator: its shell and files are this machine's, the runner is a program for ARM. It
 * proves the way and the results, never a time.
 */
final class EmulatedArm implements Link {
    private static final String EMULATOR = "qemu-aarch64-static";
    private static final Path LIBRARIES = Path.of("/usr/aarch64-linux-gnu/lib");

    private final LocalLink machine;
    private final String prologue;
    private final Path system;

    private EmulatedArm(LocalLink machine, String prologue, Path system) {
        this.machine = machine;
        this.prologue = prologue;
        this.system = system;
    }

    /** A board with a system like Debian's. */
    static EmulatedArm board(Path folder) throws IOException {
        EmulatedArm board = in(folder, "test() { return 0; }; ");
        Files.createSymbolicLink(board.system.resolve("lib"), LIBRARIES);
        return board;
    }

    /** A device without glibc. */
    static EmulatedArm telephone(Path folder) throws IOException {
        return in(folder, "test() { return 1; }; ");
    }

    /** ONNX Runtime fails when it sees the processor of the machine below: so the device has files that describe its own. */
    private static EmulatedArm in(Path folder, String tests) throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", EMULATOR)),
                "no emulator is installed (Debian's qemu-user-static)");
        assumeTrue(
                Files.exists(LIBRARIES.resolve("libstdc++.so.6")),
                "no C library for ARM is installed (Debian's libc6-dev-arm64-cross and libstdc++6-arm64-cross)");
        Path system = Files.createDirectories(folder.resolve("system"));
        Files.createDirectories(system.resolve("proc"));
        Files.writeString(system.resolve("proc/cpuinfo"), """
                processor	: 0
                Features	: fp asimd
                CPU implementer	: 0x41
                CPU architecture: 8
                CPU part	: 0xd03

                Model		: Emulated Board
                """);
        Path cores = Files.createDirectories(system.resolve("sys/devices/system/cpu"));
        for (String which : new String[] {"possible", "present", "online"}) {
            Files.writeString(cores.resolve(which), "0\n");
        }
        LocalLink machine = new LocalLink(folder.resolve("cache"), Map.of("PATH", System.getenv("PATH")));
        return new EmulatedArm(
                machine, tests + "uname() { case $1 in -m) echo aarch64;; *) echo Linux;; esac; }; ", system);
    }

    @Override
    public String name() {
        return "arm";
    }

    @Override
    public String cacheFolder() {
        return machine.cacheFolder();
    }

    @Override
    public ChildProcess start(String script) {
        String emulated = EMULATOR + " -L " + system + " ./";
        return machine.start(prologue + script.replaceFirst("&& \\./(runner|ld-linux)", "&& " + emulated + "$1"));
    }

    @Override
    public void send(PayloadFile file, String to, Duration limit) {
        machine.send(file, to, limit);
    }

    @Override
    public Optional<DeviceException> failure(int status, String errors) {
        return machine.failure(status, errors);
    }
}
