package dev.specialize.latency;

import dev.specialize.space.SearchSpace;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A table without all blocks of its search space; the message counts the missing ones and names the first. */
public final class MissingBlocksException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int EXAMPLES = 3;

    private MissingBlocksException(String message) {
        super(message);
    }

    static MissingBlocksException ofProfile(String profile, SearchSpace space, Collection<String> missing, int needed) {
        return new MissingBlocksException("The profile '" + profile + "' lacks " + missing.size() + " of " + needed
                + " blocks of " + space.name() + ", such as "
                + missing.iterator().next()
                + ". Maybe make a new one with: specialize profile");
    }

    static MissingBlocksException ofResolutions(String profile, SearchSpace space) {
        return new MissingBlocksException("The profile '" + profile + "' covers none of the resolutions "
                + space.resolutions() + " of " + space.name() + ". Maybe make a new one with: specialize profile");
    }

    /** @param missing resolutions of networks that it is asked for */
    static MissingBlocksException ofNetworks(String profile, List<Integer> missing, List<Integer> covered) {
        return new MissingBlocksException("The profile '" + profile + "' does not cover networks at " + pixels(missing)
                + ", only at " + pixels(covered) + ". Maybe leave those networks out");
    }

    private static String pixels(List<Integer> resolutions) {
        return resolutions.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " px";
    }

    /** @param wayOut a sentence that starts with "Maybe" */
    static MissingBlocksException ofTables(SearchSpace space, Collection<String> missing, int needed, String wayOut) {
        String examples = missing.stream().limit(EXAMPLES).collect(Collectors.joining(", "));
        return new MissingBlocksException(
                "The tables lack " + missing.size() + " of " + needed + " entries that " + space.name() + " at width "
                        + space.widthMultiplier() + " needs, such as " + examples + ". " + wayOut);
    }
}
