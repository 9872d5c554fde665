package dev.specialize.space;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The choices that make one subnet of a search space. It lists only blocks that exist, so two architectures are equal
 * exactly when their subnets are.
 *
 * @param resolution height and width of the input image in pixels
 * @param stages for each stage its blocks, first to last; the number of blocks is the stage's depth
 */
public record Architecture(int resolution, List<List<BlockChoice>> stages) {
    public Architecture {
        Require.positive("resolution", resolution);
        stages = stages.stream().map(List::copyOf).toList();
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
