package dev.specialize.weights;

import dev.specialize.space.BlockChoice;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What one choice leaves of a block of a stage whose kernel is at its largest.
 *
 * @param choice that a space offers, or that is read off the layer's channels
 * @param offered whether a space offers it
 */
record Cut(Layer layer, BlockChoice choice, boolean offered) {
    /** A layer that no space offered. */
    static Cut of(Layer layer) {
        return new Cut(layer, layer.accept(new Ratio()), false);
    }

    int inputs() {
        return layer.input().channels();
    }

    int outputs() {
        return layer.output().channels();
    }

    double expand() {
        return choice.expand();
    }

    /** For each of a donor's cuts the one among ours that has enough of everything and no more. */
    static List<Cut> counterparts(List<Cut> donor, List<Cut> own) {
        Widths inputs = widths(donor, own, Cut::inputs);
        Widths outputs = widths(donor, own, Cut::outputs);
        List<Cut> counterparts = new ArrayList<>();
        for (Cut cut : donor) {
            int in = inputs.holding(cut.inputs());
            int out = outputs.holding(cut.outputs());
            List<Cut> wide = own.stream()
                    .filter(ours -> ours.inputs() == in && ours.outputs() == out)
                    .sorted(Comparator.comparingDouble(Cut::expand))
                    .toList();
            counterparts.add(wide.stream()
                    .filter(ours -> ours.expandsLike(cut))
                    .findFirst()
                    .orElse(wide.get(wide.size() - 1)));
        }
        return counterparts;
    }

    private static Widths widths(List<Cut> donor, List<Cut> own, Function<Cut, Integer> width) {
        return Widths.of(
                donor.stream().map(width).toList(), own.stream().map(width).toList());
    }

    /** Offered expansions are compared as such, since rounded channels would tell equal ones apart. */
    private boolean expandsLike(Cut donor) {
        double expand = donor.offered ? expand() : layer.accept(new Ratio()).expand();
        return expand >= donor.expand();
    }

    /** The smallest that is not below what is wanted, else the largest. */
    static <T extends Comparable<T>> T enough(List<T> values, T wanted) {
        List<T> ascending = values.stream().sorted().toList();
        return ascending.stream()
                .filter(size -> size.compareTo(wanted) >= 0)
                .findFirst()
                .orElseGet(() -> ascending.get(ascending.size() - 1));
    }

    /** A layer's kernel, and the ratio of its channels that a space would call its expansion. */
    private static final class Ratio implements LayerVisitor<BlockChoice> {
        @Override
        public BlockChoice convolution(Convolution layer) {
            return new BlockChoice(layer.kernel(), 1);
        }

        @Override
        public BlockChoice invertedResidual(InvertedResidual layer) {
            return new BlockChoice(
                    layer.kernel(), (double) layer.middle() / layer.input().channels());
        }

        @Override
        public BlockChoice bottleneck(Bottleneck layer) {
            return new BlockChoice(layer.kernel(), (double) layer.middle() / layer.width());
        }

        @Override
        public BlockChoice globalPool(GlobalPool layer) {
            return new BlockChoice(1, 1);
        }

        @Override
        public BlockChoice linear(Linear layer) {
            return new BlockChoice(1, 1);
        }
    }
}
