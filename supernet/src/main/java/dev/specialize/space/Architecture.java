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
 * @param stages for each stage its blocks, first to last; the number of blocks is the stage's depth
 */
public record Architecture(int resolution, List<List<BlockChoice>> stages) {
    private static final Pattern TEXT = Pattern.compile("r[0-9]{1,9}( [ke0-9.E-]+)+");
    /** The dot between blocks, not the one of a fraction. */
    private static final Pattern BETWEEN_BLOCKS = Pattern.compile("\\.(?=k)");

    public Architecture {
        Require.positive("resolution", resolution);
        stages = stages.stream().map(List::copyOf).toList();
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
        return new Architecture(
                Integer.parseInt(words.get(0).substring(1)),
                words.stream()
                        .skip(1)
                        .map(word -> Arrays.stream(BETWEEN_BLOCKS.split(word))
                                .map(BlockChoice::parse)
                                .toList())
                        .toList());
    }

    /** Such as {@code r28 k3e3.k5e4 k3e6.k3e3.k7e4}: resolution, then a word for each stage. */
    @Override
    public String toString() {
        return "r" + resolution + " "
                + stages.stream()
                        .map(s -> s.stream().map(BlockChoice::toString).collect(Collectors.joining(".")))
                        .collect(Collectors.joining(" "));
    }
}
