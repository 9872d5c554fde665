package dev.specialize.devices;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a device is doing at the moment, as far as its system tells; each is empty where it does not.
 *
 * @param governor what chooses the clock of the cores that may be used, such as {@code performance}
 * @param kilohertz the highest clock of these cores
 * @param celsius of the hottest thermal zone
 */
public record DeviceState(Optional<String> governor, Optional<Long> kilohertz, Optional<Double> celsius) {
    /** Of a device that tells nothing. */
    public static final DeviceState UNKNOWN = new DeviceState(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String CPU = "/sys/devices/system/cpu/cpu";
    private static final String ZONE = "/sys/class/thermal/thermal_zone";
    private static final int MOST_ZONES = 64;
    private static final int MOST_CORES = 64;
    private static final long MOST_KILOHERTZ = 100_000_000;

    /** Sensors that are not there report such as -273 or 200. */
    private static final double COLDEST = -50;

    private static final double HOTTEST = 150;

    public DeviceState {
        governor.ifPresent(g -> Require.text("governor", g));
        kilohertz.ifPresent(k -> Require.that(k > 0, "kilohertz", "must be above 0", k));
        celsius.ifPresent(c -> Require.that(Double.isFinite(c), "celsius", "must be finite", c));
    }

    /** From cpufreq and the thermal zones of Linux: two small files for each core and one for each zone. */
    public static DeviceState read(SystemFiles files) {
        List<Integer> cores = CoreList.allowed(files).orElse(CoreList.first(1)).cores().stream()
                .limit(MOST_CORES)
                .toList();
        String governors = cores.stream()
                .flatMap(core -> files.read(CPU + core + "/cpufreq/scaling_governor").stream())
                .map(String::strip)
                .filter(governor -> governor.matches("[a-z_]{1,40}"))
                .distinct()
                .collect(Collectors.joining(", "));
        Optional<Long> fastest = cores.stream()
                .flatMap(core -> number(files, CPU + core + "/cpufreq/scaling_cur_freq").stream())
                .filter(kilohertz -> kilohertz > 0 && kilohertz <= MOST_KILOHERTZ)
                .max(Long::compare);
        return new DeviceState(Optional.of(governors).filter(g -> !g.isEmpty()), fastest, hottest(files));
    }

    private static Optional<Double> hottest(SystemFiles files) {
        return IntStream.range(0, MOST_ZONES)
                .mapToObj(zone -> ZONE + zone)
                // a zone that is switched off has a type, but no temperature to read
                .takeWhile(zone -> files.read(zone + "/type").isPresent())
                .flatMap(zone -> number(files, zone + "/temp").stream())
                .map(thousandths -> thousandths / 1000.0)
                .filter(celsius -> celsius > COLDEST && celsius < HOTTEST)
                .max(Double::compare);
    }

    private static Optional<Long> number(SystemFiles files, String path) {
        return files.read(path)
                .map(String::strip)
                .filter(text -> text.matches("-?[0-9]{1,12}"))
                .map(Long::valueOf);
    }
}
