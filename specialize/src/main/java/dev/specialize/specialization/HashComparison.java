package dev.specialize.specialization;

import java.util.Optional;

/**
 * One file of a run, then and now.
 *
 * @param name as the manifest calls it
 * @param recorded SHA-256 in the manifest
 * @param found SHA-256 of today; empty if the file is missing
 */
public record HashComparison(String name, String recorded, Optional<String> found) {
    private static final int SHORT = 12;

    static HashComparison of(String name, String recorded, String found) {
        return new HashComparison(name, recorded, Optional.of(found));
    }

    public boolean same() {
        return found.filter(recorded::equals).isPresent();
    }

    /** Such as {@code supernet/space.json (0f3a52aa91c4.. then, 77b1e0d2a410.. now)}. */
    @Override
    public String toString() {
        return name + " (" + brief(recorded) + " then, "
                + found.map(HashComparison::brief).orElse("missing") + " now)";
    }

    private static String brief(String hash) {
        return hash.substring(0, Math.min(SHORT, hash.length())) + "..";
    }
}
