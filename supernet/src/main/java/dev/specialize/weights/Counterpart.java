package dev.specialize.weights;

import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.StageWidths;
import java.util.ArrayList;
import java.util.List;

/**
 * The architecture of a space that corresponds to a donor's largest network: enough of everything, and no more.
 *
 * @param own layers of the space
 */
record Counterpart(SearchSpace space, Anatomy own, Anatomy donor) {
    Architecture architecture() {
        List<Integer> widths = new ArrayList<>();
        List<List<BlockChoice>> stages = new ArrayList<>();
        for (int s = 0; s < space.stages().size(); s++) {
            boolean common = s < donor.stages().size();
            widths.add(common ? width(s) : space.stages().get(s).widths().get(0));
            stages.add(common ? blocks(s) : space.smallest().stages().get(s));
        }
        return new Architecture(Cut.enough(space.resolutions(), donor.resolution()), space.elastic(widths), stages);
    }

    private List<BlockChoice> blocks(int s) {
        Stage stage = space.stages().get(s);
        List<BlockChoice> blocks = new ArrayList<>();
        for (int b = 0; b < Cut.enough(stage.depths(), donor.depth(s)); b++) {
            int place = Math.min(b, donor.depth(s) - 1);
            int kernel = donor.whole(s, place).choice().kernel();
            blocks.add(new BlockChoice(
                    Cut.enough(stage.kernels(), kernel), cut(s, place, b).expand()));
        }
        return blocks;
    }

    /** The cut of our block at a place for the donor's whole block at another. */
    private Cut cut(int s, int donorPlace, int place) {
        List<Cut> counterparts = Cut.counterparts(
                donor.stages().get(s).get(donorPlace), own.stages().get(s).get(place));
        return counterparts.get(counterparts.size() - 1);
    }

    /** The width in the space's words that has the channels of the stage's first block. */
    private int width(int s) {
        Stage stage = space.stages().get(s);
        int channels = cut(s, 0, 0).outputs();
        return stage.distinctWidths().stream()
                .filter(width -> channels(s, width) == channels)
                .findFirst()
                .orElseThrow();
    }

    private int channels(int s, int width) {
        StageWidths widths = new StageWidths(space.widthsAt(s).get(0).before(), width);
        return space.block(
                        space.maxResolution(),
                        s,
                        0,
                        widths,
                        space.stages().get(s).choice(0))
                .output()
                .channels();
    }
}
