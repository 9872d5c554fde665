package dev.specialize.fleet;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.search.LatencyBudget;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A fleet as people write it, strict JSON: devices, their latency budgets, and how much of the traffic each serves.
 *
 * @param format {@value #FORMAT}
 * @param supernet name of a bundled one, or a folder, seen from the fleet's file
 * @param devices each once
 */
public record FleetFile(String format, String supernet, List<Device> devices) {
    public static final String FORMAT = "fleet/1";

    /**
     * One device.
     *
     * @param device its name, or the file of its profile ({@code .json}), seen from the fleet's file
     * @param budgets each once
     */
    public record Device(String device, List<Budget> budgets) {
        public Device {
            if (device.isBlank()) {
                throw new IllegalArgumentException("device must not be empty");
            }
            budgets = List.copyOf(budgets);
            if (budgets.isEmpty()) {
                throw new IllegalArgumentException("budgets of '" + device + "' must not be empty");
            }
            Set<LatencyBudget> seen = new HashSet<>();
            for (Budget budget : budgets) {
                if (!seen.add(budget.parsed())) {
                    throw new IllegalArgumentException("budget " + budget.parsed() + " of '" + device
                            + "' is there twice. Maybe add up the weights");
                }
            }
        }
    }

    /**
     * One budget of a device.
     *
     * @param latency of one inference, such as {@code 30ms}
     * @param weight of the traffic, in any unit, at least 0
     */
    public record Budget(String latency, double weight) {
        public Budget {
            LatencyBudget.parse(latency);
            if (!(weight >= 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException("weight must be at least 0, got " + weight);
            }
        }

        LatencyBudget parsed() {
            return LatencyBudget.parse(latency);
        }
    }

    public FleetFile {
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
        }
        devices = List.copyOf(devices);
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("devices must not be empty");
        }
        Set<String> seen = new HashSet<>();
        for (Device device : devices) {
            if (!seen.add(device.device())) {
                throw new IllegalArgumentException(
                        "device '" + device.device() + "' is there twice. Maybe put its budgets together");
            }
        }
        double total = total(devices);
        if (!(total > 0 && Double.isFinite(total))) {
            throw new IllegalArgumentException("weights must add up to more than 0, got " + total);
        }
    }

    /** @throws InvalidFileException if the file is missing or not a fleet */
    public static FleetFile read(Path file) {
        return JsonFile.read(file, FleetFile.class);
    }

    /** The sum of all weights. */
    public double totalWeight() {
        return total(devices);
    }

    /** What is asked for, whether or not its devices are known: {@code pixel/30ms}, or {@code board.json/30ms}. */
    public List<String> labels() {
        return devices.stream()
                .flatMap(device -> device.budgets().stream()
                        .map(budget -> new FleetEntry(device.device(), budget.parsed(), 0).label()))
                .toList();
    }

    private static double total(List<Device> devices) {
        return devices.stream()
                .flatMap(device -> device.budgets().stream())
                .mapToDouble(Budget::weight)
                .sum();
    }
}
