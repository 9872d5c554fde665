package dev.specialize.weights;

import dev.specialize.space.BlockChoice;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Puts the middle channels of blocks in the order of their importance, so that a narrower block, which takes a prefix,
 * takes the best of them (arXiv:1908.09791, section 3.3): importance is the L1 norm of the weights that read a channel.
 * Channels stay within the bands that narrower blocks already cut, so the largest network and all open ones compute what
 * they computed before.
 */
public final class ChannelOrder implements LayerVisitor<Void> {
    private static final List<String> NORMALIZATION = List.of("bn.weight", "bn.bias", "bn.mean", "bn.variance");

    private final Map<String, Tensor> tensors;
    private SortedSet<Integer> cuts = new TreeSet<>();
    private SortedSet<Integer> squeezedCuts = new TreeSet<>();

    private ChannelOrder(Weights weights) {
        tensors = new HashMap<>(weights.tensors());
    }

    /**
     * Sorted weights.
     *
     * @param open the choices whose networks must stay what they are
     */
    public static Weights sorted(Weights weights, SearchSpace open) {
        ChannelOrder order = new ChannelOrder(weights);
        for (int s = 0; s < open.stages().size(); s++) {
            for (int b = 0; b < open.stages().get(s).maxDepth(); b++) {
                order.sort(open, s, b);
            }
        }
        return new Weights(order.tensors);
    }

    private void sort(SearchSpace open, int s, int b) {
        cuts = new TreeSet<>();
        squeezedCuts = new TreeSet<>();
        Stage stage = open.stages().get(s);
        List<Layer> blocks = open.widthsAt(s).stream()
                .flatMap(widths -> stage.expands().stream()
                        .map(expand -> open.block(
                                open.maxResolution(), s, b, widths, new BlockChoice(stage.maxKernel(), expand))))
                .toList();
        Cuts found = new Cuts();
        blocks.forEach(block -> block.accept(found));
        blocks.get(blocks.size() - 1).accept(this); // of the largest widths and ratio
    }

    /** The middle widths that blocks of one place have. */
    private final class Cuts implements LayerVisitor<Void> {
        @Override
        public Void convolution(Convolution layer) {
            return null;
        }

        @Override
        public Void invertedResidual(InvertedResidual layer) {
            cuts.add(layer.middle());
            squeezedCuts.add(layer.squeezed());
            return null;
        }

        @Override
        public Void bottleneck(Bottleneck layer) {
            cuts.add(layer.middle());
            return null;
        }

        @Override
        public Void globalPool(GlobalPool layer) {
            return null;
        }

        @Override
        public Void linear(Linear layer) {
            return null;
        }
    }

    @Override
    public Void invertedResidual(InvertedResidual layer) {
        String name = layer.name() + ".";
        int[] order = order(name + "project.weight", cuts);
        permute(name + "expand.weight", 0, order);
        normalization(name + "expand.", order);
        permute(name + "depthwise.weight", 0, order);
        normalization(name + "depthwise.", order);
        permute(name + "project.weight", 1, order);
        if (layer.squeezeExcite()) {
            permute(name + "se.reduce.weight", 1, order);
            permute(name + "se.expand.weight", 0, order);
            permute(name + "se.expand.bias", 0, order);
            int[] inside = order(name + "se.expand.weight", squeezedCuts);
            permute(name + "se.reduce.weight", 0, inside);
            permute(name + "se.reduce.bias", 0, inside);
            permute(name + "se.expand.weight", 1, inside);
        }
        return null;
    }

    @Override
    public Void bottleneck(Bottleneck layer) {
        String name = layer.name() + ".";
        int[] first = order(name + "spatial.weight", cuts);
        permute(name + "reduce.weight", 0, first);
        normalization(name + "reduce.", first);
        permute(name + "spatial.weight", 1, first);
        int[] second = order(name + "expand.weight", cuts);
        permute(name + "spatial.weight", 0, second);
        normalization(name + "spatial.", second);
        permute(name + "expand.weight", 1, second);
        return null;
    }

    @Override
    public Void convolution(Convolution layer) {
        return null;
    }

    @Override
    public Void globalPool(GlobalPool layer) {
        return null;
    }

    @Override
    public Void linear(Linear layer) {
        return null;
    }

    private void normalization(String place, int... order) {
        NORMALIZATION.forEach(part -> permute(place + part, 0, order));
    }

    /** Places of the input channels of a convolution, the most important first within each band. */
    private int[] order(String reader, SortedSet<Integer> ends) {
        double[] importance = importance(tensors.get(reader));
        int begin = 0;
        IntStream order = IntStream.empty();
        for (int end : ends) {
            order = IntStream.concat(
                    order,
                    IntStream.range(begin, end)
                            .boxed()
                            .sorted(Comparator.comparingDouble(c -> -importance[c]))
                            .mapToInt(c -> c));
            begin = end;
        }
        return order.toArray();
    }

    /** L1 norm over all but the second axis. */
    private static double[] importance(Tensor kernels) {
        int inputs = kernels.shape().get(1);
        int inner = kernels.values().length / kernels.shape().get(0) / inputs;
        double[] norms = new double[inputs];
        for (int i = 0; i < kernels.values().length; i++) {
            norms[i / inner % inputs] += Math.abs(kernels.values()[i]);
        }
        return norms;
    }

    /** What is absent, as an expansion by 1, stays so. */
    private void permute(String name, int axis, int... order) {
        tensors.computeIfPresent(name, (n, tensor) -> tensor.permuted(axis, order));
    }
}
