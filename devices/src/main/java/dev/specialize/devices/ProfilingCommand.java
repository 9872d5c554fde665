package dev.specialize.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command that makes the profile of a device, as messages advise it.
 *
 * @param device as {@code --device} takes it
 * @param precision of the models that are timed
 * @param runs options that say how; none for the usual way
 * @param space options that name the search space; none for the usual one
 */
public record ProfilingCommand(String device, Precision precision, List<String> runs, List<String> space) {
    /** Whatever else is in a word, a shell may make something of it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    public ProfilingCommand {
        runs = List.copyOf(runs);
        space = List.copyOf(space);
    }

    /** As profiles are usually made. */
    public ProfilingCommand(String device, Precision precision, List<String> space) {
        this(device, precision, List.of(), space);
    }

    /** That which makes a profile anew; the cores of a device that has a name are remembered. */
    public static ProfilingCommand of(DeviceProfile profile, List<String> space) {
        List<String> runs = new ArrayList<>();
        int threads = profile.measurement()
                .map(measurement -> measurement.runtime().threads())
                .orElse(1);
        if (threads > 1) {
            runs.addAll(List.of("--threads", String.valueOf(threads)));
        }
        if (profile.batch() > 1) {
            runs.addAll(List.of("--batch", String.valueOf(profile.batch())));
        }
        return new ProfilingCommand(profile.name(), profile.precision(), runs, space);
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>(List.of("specialize profile --device", device));
        if (precision != Precision.FP32) {
            words.addAll(List.of("--precision", precision.toString()));
        }
        words.addAll(runs);
        space.forEach(word -> words.add(quoted(word)));
        return String.join(" ", words);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
