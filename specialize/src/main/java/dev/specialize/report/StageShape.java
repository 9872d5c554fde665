package dev.specialize.report;

import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stage of a network, or what stands before or after them.
 *
 * @param blocks in order, at least one
 * @param skipped blocks that the space offers beyond these
 */
public record StageShape(String title, List<Block> blocks, int skipped) {
    public StageShape {
        blocks = List.copyOf(blocks);
    }

    /**
     * A block.
     *
     * @param expand as the architecture chose it, relative to the stage's largest choice; empty where there was no choice
     */
    public record Block(LayerShape shape, Optional<Expansion> expand) {}

    /** @param largest that the stage offers */
    public record Expansion(double ratio, double largest) {
        double share() {
            return ratio / largest;
        }

        @Override
        public String toString() {
            return "\u00d7" + (ratio == Math.rint(ratio) ? Long.toString((long) ratio) : Double.toString(ratio));
        }
    }

    /** @throws IllegalArgumentException if the architecture is not of the space */
    static List<StageShape> of(SearchSpace space, Architecture architecture) {
        List<Layer> layers = space.lower(architecture).layers();
        int next = space.stem().size();
        List<StageShape> shapes = new ArrayList<>();
        if (next > 0) {
            shapes.add(fixed("Stem", layers.subList(0, next)));
        }
        for (int s = 0; s < space.stages().size(); s++) {
            List<BlockChoice> choices = architecture.stages().get(s);
            shapes.add(stage(s, space.stages().get(s), choices, layers.subList(next, next + choices.size())));
            next += choices.size();
        }
        shapes.add(fixed("Head", layers.subList(next, layers.size())));
        return shapes;
    }

    private static StageShape fixed(String title, List<Layer> layers) {
        return new StageShape(
                title,
                layers.stream()
                        .map(layer -> new Block(LayerShape.of(layer), Optional.empty()))
                        .toList(),
                0);
    }

    private static StageShape stage(int index, Stage stage, List<BlockChoice> choices, List<Layer> layers) {
        List<Block> blocks = new ArrayList<>();
        for (int b = 0; b < layers.size(); b++) {
            Expansion expansion = new Expansion(choices.get(b).expand(), stage.maxExpand());
            blocks.add(new Block(LayerShape.of(layers.get(b)), Optional.of(expansion)));
        }
        return new StageShape("Stage " + index, blocks, stage.maxDepth() - layers.size());
    }

    LayerShape first() {
        return blocks.get(0).shape();
    }

    LayerShape last() {
        return blocks.get(blocks.size() - 1).shape();
    }
}
