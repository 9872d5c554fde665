package dev.specialize.weights;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a donor and a start call the classes that they tell apart, in the order of the logits.
 *
 * @param donor empty if they are not known
 * @param own empty if they are not known
 */
record ClassNames(List<String> donor, List<String> own) {
    ClassNames {
        donor = known(donor);
        own = known(own);
    }

    private static List<String> known(List<String> names) {
        return names.equals(NumberedClasses.names(names.size())) ? List.of() : List.copyOf(names);
    }

    /** By name; without names, classes of equal numbers are the same and those of other numbers are not. */
    ClassMap between(int donors, int classes) {
        boolean known = donor.size() == donors && own.size() == classes;
        List<Integer> origins = known
                ? own.stream().map(donor::indexOf).toList()
                : IntStream.range(0, classes)
                        .map(c -> classes == donors ? c : ClassMap.NONE)
                        .boxed()
                        .toList();
        return new ClassMap(donors, origins);
    }
}
