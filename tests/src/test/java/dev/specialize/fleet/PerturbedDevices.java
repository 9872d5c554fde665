package dev.specialize.fleet;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Timing;
import dev.specialize.modelled.ModelledDevices;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Devices that nobody has: modelled ones, faster or slower, and each block a little more so. */
final class PerturbedDevices {
    private static final List<String> BASES = List.of("pixel", "note10");

    private PerturbedDevices() {}

    /** The profile of the device of that number, named {@code d07}. */
    static DeviceProfile of(SearchSpace space, int number) {
        SplittableRandom random = new SplittableRandom(number);
        DeviceProfile base =
                ModelledDevices.find(BASES.get(number % 2)).orElseThrow().profile(space);
        double pace = Math.exp(random.nextDouble(-1, 1));
        SortedMap<String, Timing> timings = new TreeMap<>();
        base.timingByBlock()
                .forEach((block, timing) ->
                        timings.put(block, timing.times(pace * Math.exp(random.nextDouble(-0.2, 0.2)))));
        return DeviceProfile.modelled(
                "d%02d".formatted(number),
                base.space(),
                base.sources(),
                timings,
                base.resolutions(),
                base.expectedErrorPercent().orElseThrow() / 100);
    }
}
