package dev.specialize.specialization;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A program that another version took part of, or another processor.
 *
 * @param then as the manifest says; empty if it does not
 * @param now here; empty if it takes no part any more
 */
public record VersionChange(String name, String then, String now) {
    static List<VersionChange> between(SortedMap<String, String> then, SortedMap<String, String> now) {
        TreeSet<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .map(name -> new VersionChange(name, then.getOrDefault(name, ""), now.getOrDefault(name, "")))
                .filter(change -> !change.then.equals(change.now))
                .toList();
    }

    /** Such as {@code java 17.0.9 then, 21.0.2 now}. */
    @Override
    public String toString() {
        return name + " " + (then.isEmpty() ? "unknown" : then) + " then, " + (now.isEmpty() ? "none" : now) + " now";
    }
}
