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
    private static final Pattern TEXT = Pattern.compile("r[0-9]{1,9}( w[0-9]{1,9}(-[0-9]{1,9})*)?( [ke0-9.E-]+)+");
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

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is not that
     */
    public static Architecture parse(String text) {
        Require.that(
                TEXT.matcher(text).matches(), "architecture", "must be like 'r28 k3e3.k5e4 k3e6'", "'" + text + "'");
        List<String> words = List.of(text.split(" "));
        boolean wide = words.get(1).startsWith("w");
        return new Architecture(
                Integer.parseInt(words.get(0).substring(1)),
                wide ? widths(words.get(1)) : List.of(),
                words.stream()
                        .skip(wide ? 2 : 1)
                        .map(word -> Arrays.stream(BETWEEN_BLOCKS.split(word))
                                .map(BlockChoice::parse)
                                .toList())
                        .toList());
    }

    private static List<Integer> widths(String word) {
        return Arrays.stream(word.substring(1).split("-")).map(Integer::valueOf).toList();
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
