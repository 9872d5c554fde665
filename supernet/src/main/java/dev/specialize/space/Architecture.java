package dev.specialize.space;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The choices that make one subnet of a search space. It lists only blocks that exist, so two architectures are equal
 * exactly when their subnets are.
 *
 * @param resolution height and width of the input image in pixels
 * @param widths for each stage its width, before the width multiplier; empty in spaces without elastic widths
 * @param stages for each stage its blocks, first to last; the number of blocks is the stage's depth
 */
public record Architecture(int resolution, List<Integer> widths, List<List<BlockChoice>> stages) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    /** The dot between blocks, not the one of a fraction. */
    private static final Pattern BETWEEN_BLOCKS = Pattern.compile("\\.(?=k)");

    public Architecture {
        Require.positive("resolution", resolution);
        widths = List.copyOf(widths);
        widths.forEach(w -> Require.positive("widths", w));
        Require.that(
                widths.isEmpty() || widths.size() == stages.size(),
                "widths",
                "must be none or one for each of " + stages.size() + " stages",
                widths);
        stages = stages.stream().map(List::copyOf).toList();
    }

    /** An architecture of a space without elastic widths. */
    public Architecture(int resolution, List<List<BlockChoice>> stages) {
        this(resolution, List.of(), stages);
    }

    /** The same choices for images of another size. */
    public Architecture at(int newResolution) {
        return new Architecture(newResolution, widths, stages);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is not that
     */
    public static Architecture parse(String text) {
        // word by word: one pattern for all of a hostile text could exhaust the stack
        List<String> words = List.of(text.split(" ", -1));
        boolean wide = words.size() > 1 && words.get(1).startsWith("w");
        requireForm(words.get(0).startsWith("r") && words.size() > (wide ? 2 : 1), text);
        return new Architecture(
                number(words.get(0).substring(1), text),
                wide ? widths(words.get(1), text) : List.of(),
                words.stream()
                        .skip(wide ? 2 : 1)
                        .map(word -> Arrays.stream(BETWEEN_BLOCKS.split(word, -1))
                                .map(BlockChoice::parse)
                                .toList())
                        .toList());
    }

    private static List<Integer> widths(String word, String text) {
        return Arrays.stream(word.substring(1).split("-", -1))
                .map(width -> number(width, text))
                .toList();
    }

    private static int number(String digits, String text) {
        requireForm(NUMBER.matcher(digits).matches(), text);
        return Integer.parseInt(digits);
    }

    private static void requireForm(boolean holds, String text) {
        Require.that(holds, "architecture", "must be like 'r28 k3e3.k5e4 k3e6'", "'" + text + "'");
    }

    /**
     * Such as {@code r28 k3e3.k5e4 k3e6.k3e3.k7e4}: resolution, then a word for each stage. In spaces with elastic widths
     * these come in between: {@code r224 w24-40 k3e1 k3e0.2.k3e0.35}.
     */
    @Override
    public String toString() {
        String wide = widths.isEmpty()
                ? ""
                : widths.stream().map(Object::toString).collect(Collectors.joining("-", "w", " "));
        return "r" + resolution + " " + wide
                + stages.stream()
                        .map(s -> s.stream().map(BlockChoice::toString).collect(Collectors.joining(".")))
                        .collect(Collectors.joining(" "));
    }
}
