package dev.specialize.devices;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A device name that the catalogue has no profile of; the message lists the known ones and suggests the nearest. */
public final class UnknownDeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param known names of all devices that there is something of
     * @param folder of the profiles
     */
    public UnknownDeviceException(String name, List<String> known, Path folder) {
        super("No profile of a device named '" + name + "' in " + folder + way(name, known));
    }

    private static String way(String name, List<String> known) {
        if (known.isEmpty()) {
            return ", which has none yet. Maybe the space or its width is another one (specialize devices list"
                    + " shows what there is); else make one with: specialize profile --device local, or specialize import table";
        }
        String nearest = known.stream()
                .min(Comparator.comparingInt(k -> EditDistance.between(name, k)))
                .filter(k -> EditDistance.between(name, k) <= Math.max(1, name.length() / 2))
                .map(k -> "you meant '" + k + "'")
                .orElse("it was profiled for another space (specialize devices list)");
        return " (known: " + String.join(", ", known) + "). Maybe " + nearest + ".";
    }
}
