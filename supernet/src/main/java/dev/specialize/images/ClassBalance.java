package dev.specialize.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How many images each class has.
 *
 * @param classes names
 * @param counts of each class
 */
record ClassBalance(List<String> classes, List<Long> counts) {
    /** A network learns little of a class that has a tenth of another one's images. */
    private static final int WORST_RATIO = 10;

    ClassBalance {
        classes = List.copyOf(classes);
        counts = List.copyOf(counts);
    }

    static ClassBalance of(List<String> classes, int[] labels) {
        long[] counts = new long[classes.size()];
        for (int label : labels) {
            counts[label]++;
        }
        return new ClassBalance(classes, LongStream.of(counts).boxed().toList());
    }

    /** Classes that have images. */
    int present() {
        return (int) counts.stream().filter(count -> count > 0).count();
    }

    /** What who trains on these images should know; nothing if classes are alike. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        note(0, "no image").ifPresent(notes::add);
        note(1, "one image only").ifPresent(notes::add);
        IntStream present = IntStream.range(0, classes.size()).filter(i -> counts.get(i) > 0);
        List<Integer> ascending =
                present.boxed().sorted(Comparator.comparing(counts::get)).toList();
        int smallest = ascending.get(0);
        int largest = ascending.get(ascending.size() - 1);
        if (counts.get(largest) > WORST_RATIO * counts.get(smallest)) {
            notes.add(String.format(
                    Locale.ROOT,
                    "classes are uneven: '%s' has %,d images, '%s' has %,d. Maybe add images of the smaller ones",
                    classes.get(smallest),
                    counts.get(smallest),
                    classes.get(largest),
                    counts.get(largest)));
        }
        return notes;
    }

    private Optional<String> note(long count, String what) {
        List<String> names = IntStream.range(0, classes.size())
                .filter(i -> counts.get(i) == count)
                .mapToObj(classes::get)
                .toList();
        return names.stream()
                .findFirst()
                .map(name -> names.size() == 1
                        ? "class '" + name + "' has " + what
                        : names.size() + " classes have " + what + ", first '" + name + "'");
    }
}
