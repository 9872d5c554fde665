package dev.specialize.weights;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of every tensor when a start was made from a donor. Each tensor of the start is in one of {@code kept}, {@code
 * remapped} and {@code fresh}.
 *
 * @param donor what people call it
 * @param kept names of tensors that are the donor's
 * @param remapped names of tensors that were made from the donor's, or chosen so that they do not change what it computes
 * @param fresh names of tensors that are as they were before: random weights, and where there is nothing to know zeros,
 *     ones and identities
 * @param unused the donor's names of tensors that nothing was made from
 * @param identities blocks deeper than the donor's stages, which begin by handing on what they read
 * @param departures why the start does not compute what the donor does, in sentences without a full stop; empty if the
 *     subnet that corresponds to the donor computes the same
 */
public record Inheritance(
        String donor,
        List<String> kept,
        List<String> remapped,
        List<String> fresh,
        List<String> unused,
        List<String> identities,
        List<String> departures) {
    private static final int MOST_EXAMPLES = 4;

    public Inheritance {
        kept = List.copyOf(kept);
        remapped = List.copyOf(remapped);
        fresh = List.copyOf(fresh);
        unused = List.copyOf(unused);
        identities = List.copyOf(identities);
        departures = List.copyOf(departures);
    }

    /** Such as {@code from mbv3: 417 tensors kept, 0 remapped, 2 new (classifier.bias, classifier.weight)}. */
    public String summary() {
        StringBuilder text = new StringBuilder("from " + donor + ": " + kept.size() + " tensors kept, "
                + remapped.size() + " remapped, " + counted(fresh, "new"));
        if (!unused.isEmpty()) {
            text.append(", ").append(counted(unused, "of the donor's unused"));
        }
        if (!identities.isEmpty()) {
            text.append("; as identity: ").append(counted(identities, "blocks"));
        }
        if (!departures.isEmpty()) {
            text.append("; does not compute the same: ").append(examples(departures, "; "));
        }
        return text.toString();
    }

    private static String counted(List<String> names, String what) {
        return names.size() + " " + what + (names.isEmpty() ? "" : " (" + examples(names, ", ") + ")");
    }

    private static String examples(List<String> names, String between) {
        String some = names.stream().limit(MOST_EXAMPLES).collect(Collectors.joining(between));
        return names.size() > MOST_EXAMPLES ? some + between + ".." : some;
    }
}
