package dev.specialize.latency;

import dev.specialize.devices.ProfiledSpace;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.StageWidths;
import java.util.ArrayList;
import java.util.List;

/** All layers that the networks of a space are made of. */
public record SpaceBlocks(SearchSpace space) {
    /** What a profile remembers of the space. */
    public ProfiledSpace identity() {
        return new ProfiledSpace(space.name(), Sha256.of(JsonFile.text(space)));
    }

    /**
     * The layers of one resolution. Their order is the same at each resolution, so that the i-th of one corresponds to
     * the i-th of another; some have equal keys.
     */
    public List<Layer> at(int resolution) {
        List<Layer> layers = new ArrayList<>(space.layersBeforeStages(resolution));
        for (int s = 0; s < space.stages().size(); s++) {
            for (StageWidths widths : space.widthsAt(s)) {
                layers.addAll(blocks(resolution, s, widths));
            }
        }
        for (int width : space.stages().get(space.stages().size() - 1).distinctWidths()) {
            layers.addAll(space.layersAfterStages(resolution, width));
        }
        return layers;
    }

    /** All blocks after a stage's first are alike, so two places stand for all. */
    private List<Layer> blocks(int resolution, int s, StageWidths widths) {
        Stage stage = space.stages().get(s);
        List<Layer> layers = new ArrayList<>();
        for (int index = 0; index < Math.min(2, stage.maxDepth()); index++) {
            for (int choice = 0; choice < stage.choicesPerBlock(); choice++) {
                layers.add(space.block(resolution, s, index, widths, stage.choice(choice)));
            }
        }
        return layers;
    }

    /** At most {@code count} of the space's resolutions, evenly spread, the lowest and the highest among them. */
    List<Integer> spreadResolutions(int count) {
        List<Integer> all = space.resolutions();
        if (all.size() <= count) {
            return all;
        }
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(all.get(Math.round(i * (all.size() - 1) / (float) (count - 1))));
        }
        return some;
    }
}
