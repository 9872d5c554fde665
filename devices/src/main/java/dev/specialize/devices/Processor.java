package dev.specialize.devices;

import dev.specialize.files.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A processor as the system describes it.
 *
 * @param features flags in alphabetical order; empty where the system does not tell
 */
record Processor(String model, List<String> features) {
    private static final String CPU_INFO = "/proc/cpuinfo";

    /** Flattened device tree of boards; text in it ends with a zero byte. */
    private static final String BOARD = "/proc/device-tree/model";

    /** Of telephones, such as {@code SM8550}. */
    private static final String CHIP = "/sys/devices/soc0/machine";

    private static final int LONGEST_NAME = 200;

    /** @param otherwise the model where the system does not tell */
    static Processor read(SystemFiles files, String otherwise) {
        List<String> lines =
                files.read(CPU_INFO).stream().flatMap(String::lines).toList();
        Stream<Supplier<Optional<String>>> names = Stream.of(
                () -> first(lines, "Model"),
                () -> files.read(BOARD),
                () -> first(lines, "Hardware"),
                () -> files.read(CHIP),
                () -> first(lines, "model name"),
                () -> parts(lines));
        String model = names.flatMap(name -> name.get().stream())
                .map(Processor::printable)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(otherwise);
        Optional<String> flags = first(lines, "flags").or(() -> first(lines, "Features"));
        return new Processor(
                model,
                flags.stream()
                        .flatMap(f -> Stream.of(f.split(" ", -1)))
                        .filter(f -> !f.isBlank())
                        .sorted()
                        .toList());
    }

    /** Number of cores that are listed, at least 1. */
    static int listed(SystemFiles files) {
        return (int) Math.max(
                1,
                files.read(CPU_INFO).stream()
                        .flatMap(String::lines)
                        .filter(line -> name(line).equals("processor"))
                        .count());
    }

    String featuresSha256() {
        return Sha256.of(String.join(" ", features));
    }

    /** What kinds of cores there are, such as {@code CPU part 0xd05 + 0xd0a}. */
    private static Optional<String> parts(List<String> lines) {
        String parts = values(lines, "CPU part").distinct().collect(Collectors.joining(" + "));
        return parts.isEmpty() ? Optional.empty() : Optional.of("CPU part " + parts);
    }

    private static Optional<String> first(List<String> lines, String name) {
        return values(lines, name).findFirst();
    }

    /** Of lines {@code name : value}, the same for each core; x86 and ARM use different names. */
    private static Stream<String> values(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> name(line).equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(value -> !value.isEmpty());
    }

    private static String name(String line) {
        return line.substring(0, Math.max(0, line.indexOf(':'))).strip();
    }

    /** What a device says of itself ends up on a terminal: no control characters, and no page of text. */
    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", " ").strip();
        return clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
    }
}
