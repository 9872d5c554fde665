package dev.specialize.latency;

import java.util.Collection;

/** A table without all blocks of its search space; the message counts the missing ones and names the first. */
public final class MissingBlocksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingBlocksException(String profile, String space, Collection<String> missing, int needed) {
        super("The profile '" + profile + "' lacks " + missing.size() + " of " + needed + " blocks of " + space
                + ", such as " + missing.iterator().next() + ". Maybe make a new one with: specialize profile");
    }
}
