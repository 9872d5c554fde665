package dev.specialize.weights;

import dev.specialize.space.BlockChoice;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.StageWidths;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layers of a supernet or a network by their places, with what choices leave of them.
 *
 * @param stem layers before the stages
 * @param stages for each stage, for each of its places, the cuts of the block there, the whole block last
 * @param head layers after the stages, at their largest
 * @param batchNormEpsilon what batch normalisation adds to variances
 */
record Anatomy(List<Layer> stem, List<List<List<Cut>>> stages, List<Layer> head, double batchNormEpsilon) {
    private static final Pattern BLOCK = Pattern.compile("stages\\.([0-9]{1,4})\\.blocks\\.([0-9]{1,4})");

    Anatomy {
        stem = List.copyOf(stem);
        stages = stages.stream()
                .map(stage -> stage.stream().map(List::copyOf).toList())
                .toList();
        head = List.copyOf(head);
    }

    static Anatomy of(SearchSpace space) {
        List<List<List<Cut>>> stages = new ArrayList<>();
        for (int s = 0; s < space.stages().size(); s++) {
            List<List<Cut>> places = new ArrayList<>();
            for (int b = 0; b < space.stages().get(s).maxDepth(); b++) {
                places.add(cuts(space, s, b));
            }
            stages.add(places);
        }
        int lastWidth = space.stages().get(stages.size() - 1).maxWidth();
        return new Anatomy(
                space.layersBeforeStages(space.maxResolution()),
                stages,
                space.layersAfterStages(space.maxResolution(), lastWidth),
                space.batchNormEpsilon());
    }

    private static List<Cut> cuts(SearchSpace space, int stage, int index) {
        Stage offered = space.stages().get(stage);
        List<Cut> cuts = new ArrayList<>();
        for (StageWidths widths : space.widthsAt(stage)) {
            for (double expand : offered.expands()) {
                BlockChoice choice = new BlockChoice(offered.maxKernel(), expand);
                cuts.add(new Cut(space.block(space.maxResolution(), stage, index, widths, choice), choice, true));
            }
        }
        return cuts;
    }

    /** @throws IllegalArgumentException if its layers are not called as those of a space */
    static Anatomy of(Network network) {
        List<Layer> stem = new ArrayList<>();
        List<List<List<Cut>>> stages = new ArrayList<>();
        List<Layer> head = new ArrayList<>();
        for (Layer layer : network.layers()) {
            Matcher block = BLOCK.matcher(layer.name());
            if (!block.matches()) {
                (stages.isEmpty() ? stem : head).add(layer);
                continue;
            }
            int stage = Integer.parseInt(block.group(1));
            if (stage == stages.size()) {
                stages.add(new ArrayList<>());
            }
            boolean inOrder = head.isEmpty() && stage == stages.size() - 1;
            if (!inOrder
                    || Integer.parseInt(block.group(2)) != stages.get(stage).size()) {
                throw new IllegalArgumentException("the layer '" + layer.name() + "' is out of order");
            }
            stages.get(stage).add(List.of(Cut.of(layer)));
        }
        return new Anatomy(stem, stages, head, network.batchNormEpsilon());
    }

    /** Height and width of the images that the layers are listed for. */
    int resolution() {
        return firstLayer().input().size();
    }

    int inputChannels() {
        return firstLayer().input().channels();
    }

    private Layer firstLayer() {
        return stem.isEmpty() ? whole(0, 0).layer() : stem.get(0);
    }

    int depth(int stage) {
        return stages.get(stage).size();
    }

    /** The block at a place with the largest choice. */
    Cut whole(int stage, int index) {
        List<Cut> cuts = stages.get(stage).get(index);
        return cuts.get(cuts.size() - 1);
    }

    List<String> stemNames() {
        return stem.stream().map(Layer::name).toList();
    }
}
