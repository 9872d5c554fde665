package dev.specialize.weights;

import java.util.List;
import java.util.stream.IntStream;

/** What classes are called whose names nobody knows: their numbers, in the order of the logits. */
public final class NumberedClasses {
    private NumberedClasses() {}

    /** Such as {@code 0, 1, 2}. */
    public static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
}
