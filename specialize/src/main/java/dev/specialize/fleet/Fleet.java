package dev.specialize.fleet;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.search.LatencyBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Devices that are known, with what is asked of them; and what is asked of devices that are not.
 *
 * @param profiles by device
 * @param entries in the order of the file, those of unknown devices included
 * @param problems why a device is not known, by its name
 */
public record Fleet(Map<String, DeviceProfile> profiles, List<FleetEntry> entries, Map<String, String> problems) {
    public Fleet {
        profiles = Map.copyOf(profiles);
        entries = List.copyOf(entries);
        problems = Map.copyOf(problems);
    }

    /**
     * Finds the devices of a file. One that cannot be found does not spoil the others.
     *
     * @param find the profile of a name or a file; its message is the device's problem
     * @throws IllegalArgumentException if two of them are profiles of one device
     */
    public static Fleet of(FleetFile file, Function<String, DeviceProfile> find) {
        Map<String, DeviceProfile> profiles = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        List<FleetEntry> entries = new ArrayList<>();
        for (FleetFile.Device device : file.devices()) {
            String name = name(device, find, profiles, problems);
            device.budgets()
                    .forEach(budget ->
                            entries.add(new FleetEntry(name, budget.parsed(), budget.weight() / file.totalWeight())));
        }
        return new Fleet(profiles, entries, problems);
    }

    /** The device's name, under which its profile or its problem is put down. */
    private static String name(
            FleetFile.Device device,
            Function<String, DeviceProfile> find,
            Map<String, DeviceProfile> profiles,
            Map<String, String> problems) {
        DeviceProfile profile;
        try {
            profile = find.apply(device.device());
        } catch (RuntimeException e) {
            requireNew(device, device.device(), profiles, problems);
            problems.put(device.device(), e.getMessage());
            return device.device();
        }
        requireNew(device, profile.name(), profiles, problems);
        profiles.put(profile.name(), profile);
        return profile.name();
    }

    private static void requireNew(
            FleetFile.Device device, String name, Map<String, DeviceProfile> profiles, Map<String, String> problems) {
        if (profiles.containsKey(name) || problems.containsKey(name)) {
            throw new IllegalArgumentException("'" + device.device() + "' is the device '" + name
                    + "', which the fleet has already. Maybe put the budgets together");
        }
    }

    /** Those of one device. */
    public List<FleetEntry> of(String device) {
        return entries.stream().filter(entry -> entry.device().equals(device)).toList();
    }

    /** Of a known device, ascending. */
    List<LatencyBudget> budgets(String device) {
        return of(device).stream()
                .map(FleetEntry::budget)
                .sorted((a, b) -> Long.compare(a.nanos(), b.nanos()))
                .toList();
    }

    /** Names of the known devices, sorted. */
    public List<String> devices() {
        return profiles.keySet().stream().sorted().toList();
    }

    /** The same without some entries, and without devices that are left without any. */
    Fleet without(Set<FleetEntry> some) {
        List<FleetEntry> left =
                entries.stream().filter(entry -> !some.contains(entry)).toList();
        Set<String> names = left.stream().map(FleetEntry::device).collect(Collectors.toSet());
        Map<String, DeviceProfile> kept = new HashMap<>(profiles);
        kept.keySet().retainAll(names);
        return new Fleet(kept, left, problems);
    }
}
