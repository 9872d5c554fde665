package dev.specialize.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command that makes the profile of a device, as messages advise it.
 *
 * @param device as {@code --device} takes it
 * @param precision of the models that are timed
 * @param space options that name the search space; none for the usual one
 */
public record ProfilingCommand(String device, Precision precision, List<String> space) {
    /** Whatever else is in a word, a shell may make something of it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    public ProfilingCommand {
        space = List.copyOf(space);
    }

    /** That which makes a profile anew. */
    public static ProfilingCommand of(DeviceProfile profile, List<String> space) {
        return new ProfilingCommand(profile.name(), profile.precision(), space);
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>(List.of("specialize profile --device", device));
        if (precision != Precision.FP32) {
            words.addAll(List.of("--precision", precision.toString()));
        }
        space.forEach(word -> words.add(quoted(word)));
        return String.join(" ", words);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
