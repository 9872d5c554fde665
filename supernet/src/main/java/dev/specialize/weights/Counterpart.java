package dev.specialize.weights;

import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.StageWidths;
import java.util.ArrayList;
import java.util.List;

/** The architecture of a space that corresponds to a donor's largest network: enough of everything, and no more. */
record Counterpart(SearchSpace space, Anatomy donor) {
    Architecture architecture() {
        List<Integer> widths = new ArrayList<>();
        List<List<BlockChoice>> stages = new ArrayList<>();
        for (int s = 0; s < space.stages().size(); s++) {
            Stage stage = space.stages().get(s);
            boolean common = s < donor.stages().size();
            widths.add(common ? width(s) : stage.widths().get(0));
            stages.add(common ? blocks(s) : List.copyOf(space.smallest().stages().get(s)));
        }
        return new Architecture(
                Cut.enough(space.resolutions(), donor.resolution()), space.elastic(widths), stages);
    }

    private List<BlockChoice> blocks(int s) {
        Stage stage = space.stages().get(s);
        List<BlockChoice> blocks = new ArrayList<>();
        for (int b = 0; b < Cut.enough(stage.depths(), donor.depth(s)); b++) {
            BlockChoice wanted =
                    donor.whole(s, Math.min(b, donor.depth(s) - 1)).choice();
            blocks.add(new BlockChoice(
                    Cut.enough(stage.kernels(), wanted.kernel()), Cut.enough(stage.expands(), wanted.expand())));
        }
        return blocks;
    }

    private int width(int s) {
        Stage stage = space.stages().get(s);
        List<Cut> cuts = donor.stages().get(s).get(0);
        List<Integer> own =
                stage.distinctWidths().stream().map(width -> channels(s, width)).toList();
        Widths widths = Widths.of(cuts.stream().map(Cut::outputs).toList(), own);
        return stage.distinctWidths()
                .get(own.indexOf(widths.holding(donor.whole(s, 0).outputs())));
    }

    /** A width in channels, after the width multiplier. */
    private int channels(int s, int width) {
        StageWidths widths = new StageWidths(space.widthsAt(s).get(0).before(), width);
        return space.block(space.maxResolution(), s, 0, widths, space.stages().get(s).choice(0))
                .output()
                .channels();
    }
}
