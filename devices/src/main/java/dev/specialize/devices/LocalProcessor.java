package dev.specialize.devices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processor of this machine as the system describes it.
 *
 * @param features flags in alphabetical order; empty where the system does not tell
 */
record LocalProcessor(String model, List<String> features) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static LocalProcessor read() {
        try {
            return parse(Files.readAllLines(CPU_INFO));
        } catch (IOException notLinux) {
            return parse(List.of());
        }
    }

    /** @param lines {@code name : value}, the same for each core; x86 and ARM use different names */
    static LocalProcessor parse(List<String> lines) {
        String model = value(lines, "model name")
                .or(() -> value(lines, "Model"))
                .or(() -> value(lines, "CPU part").map(part -> "CPU part " + part))
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElse(System.getProperty("os.arch"));
        Optional<String> flags = value(lines, "flags").or(() -> value(lines, "Features"));
        return new LocalProcessor(
                model,
                flags.stream()
                        .flatMap(f -> Stream.of(f.split(" ", -1)))
                        .filter(f -> !f.isBlank())
                        .sorted()
                        .toList());
    }

    private static Optional<String> value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.contains(":")
                        && line.substring(0, line.indexOf(':')).strip().equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    DeviceIdentity identity() {
        return DeviceIdentity.of(model, features);
    }
}
