package dev.specialize.export;

import dev.specialize.onnx.Graph;
import dev.specialize.onnx.GraphBuilder;
import dev.specialize.onnx.Operand;
import dev.specialize.space.Activation;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import dev.specialize.space.Sequel;
import dev.specialize.weights.Weights;
import java.util.List;

/** Walks a network and adds the nodes of each layer; a visit returns what the layer writes. */
final class OnnxLowering implements LayerVisitor<Operand.Value> {
    private final LayerWeights.Source weights;
    private final GraphBuilder graph;
    private Operand.Value current;

    private OnnxLowering(LayerWeights.Source weights, Operand.Value input) {
        this.weights = weights;
        graph = new GraphBuilder(input);
        current = input;
    }

    /** The graph of a whole network, as a file has it. */
    static Graph lower(Network network, Weights weights) {
        return lower(network, layer -> new GivenWeights(layer, weights, network.batchNormEpsilon()));
    }

    /** The graph of a whole network with any weights. */
    static Graph lower(Network network, LayerWeights.Source weights) {
        return lowered(network, weights, input(network, OnnxExporter.INPUT)).build(OnnxExporter.OUTPUT);
    }

    /** The graph of a part of a network; its output keeps the name that it has inside the whole. */
    static Graph lower(Network network, LayerWeights.Source weights, Operand.Value input) {
        return lowered(network, weights, input).build();
    }

    static Operand.Value input(Network network, String name) {
        FeatureMap input = network.input();
        return new Operand.Value(name, List.of(input.channels(), input.size(), input.size()));
    }

    private static GraphBuilder lowered(Network network, LayerWeights.Source weights, Operand.Value input) {
        OnnxLowering lowering = new OnnxLowering(weights, input);
        for (Layer layer : network.layers()) {
            lowering.current = layer.accept(lowering);
        }
        return lowering.graph;
    }

    @Override
    public Operand.Value convolution(Convolution layer) {
        LayerWeights own = weights.of(layer);
        Integer[] shape = {layer.width(), layer.input().channels(), layer.kernel(), layer.kernel()};
        String name = layer.name() + ".conv";
        Operand.Value out = layer.normalised()
                ? convolution(name, current, own.folded("", shape), layer.stride(), 1)
                : graph.convolution(name, current, own.get("weight", shape), layer.stride(), 1);
        return continued(layer.name(), layer.sequel(), activated(layer.name(), layer.activation(), out));
    }

    private Operand.Value continued(String name, Sequel sequel, Operand.Value x) {
        return switch (sequel) {
            case NONE -> x;
            case ADD_INPUT -> graph.add(name + ".add", x, current);
            case MAX_POOL -> graph.maxPool(name + ".pool", x);
        };
    }

    @Override
    public Operand.Value invertedResidual(InvertedResidual layer) {
        LayerWeights own = weights.of(layer);
        Operand.Value input = current;
        Operand.Value wide = layer.expanded() ? expanded(layer, own, input) : input;
        Operand.Value convolved = depthwise(layer, own, wide);
        Operand.Value gated = layer.squeezeExcite() ? excited(layer, own, convolved) : convolved;
        FoldedConvolution projection = own.folded("project.", layer.width(), layer.middle(), 1, 1);
        Operand.Value projected = convolution(layer.name() + ".project", gated, projection, 1, 1);
        // the sum right after the convolution lets runtimes add into its output
        return layer.residual() ? graph.add(layer.name() + ".add", projected, input) : projected;
    }

    private Operand.Value expanded(InvertedResidual layer, LayerWeights own, Operand.Value input) {
        String name = layer.name() + ".expand";
        FoldedConvolution folded = own.folded("expand.", layer.middle(), input.channels(), 1, 1);
        return activated(name, layer.activation(), convolution(name, input, folded, 1, 1));
    }

    private Operand.Value depthwise(InvertedResidual layer, LayerWeights own, Operand.Value wide) {
        String name = layer.name() + ".depthwise";
        int middle = layer.middle();
        FoldedConvolution folded = own.folded("depthwise.", middle, 1, layer.kernel(), layer.kernel());
        return activated(name, layer.activation(), convolution(name, wide, folded, layer.stride(), middle));
    }

    private Operand.Value excited(InvertedResidual layer, LayerWeights own, Operand.Value map) {
        String name = layer.name() + ".se";
        int middle = layer.middle();
        int squeezed = layer.squeezed();
        Operand.Value mean = graph.globalAveragePool(name + ".pool", map);
        Operand.Value reduced = graph.convolution(
                name + ".reduce",
                mean,
                own.get("se.reduce.weight", squeezed, middle, 1, 1),
                own.get("se.reduce.bias", squeezed),
                1,
                1);
        Operand.Value gate = graph.convolution(
                name + ".expand",
                graph.relu(name + ".relu", reduced),
                own.get("se.expand.weight", middle, squeezed, 1, 1),
                own.get("se.expand.bias", middle),
                1,
                1);
        return graph.multiply(name + ".mul", map, graph.hardSigmoid(name + ".h-sigmoid", gate));
    }

    @Override
    public Operand.Value bottleneck(Bottleneck layer) {
        LayerWeights own = weights.of(layer);
        String name = layer.name();
        Operand.Value input = current;
        Operand.Value shortcut = layer.projected() ? shortcut(layer, own, input) : input;
        int middle = layer.middle();
        FoldedConvolution reduction = own.folded("reduce.", middle, input.channels(), 1, 1);
        Operand.Value reduced = convolution(name + ".reduce", input, reduction, 1, 1);
        FoldedConvolution square = own.folded("spatial.", middle, middle, layer.kernel(), layer.kernel());
        Operand.Value convolved = convolution(
                name + ".spatial", activated(name + ".reduce", layer.activation(), reduced), square, layer.stride(), 1);
        FoldedConvolution expansion = own.folded("expand.", layer.width(), middle, 1, 1);
        Operand.Value expanded = convolution(
                name + ".expand", activated(name + ".spatial", layer.activation(), convolved), expansion, 1, 1);
        // the sum right after the convolution, then the activation: runtimes do both in the convolution's output
        return activated(name, layer.activation(), graph.add(name + ".add", expanded, shortcut));
    }

    private Operand.Value shortcut(Bottleneck layer, LayerWeights own, Operand.Value input) {
        String name = layer.name() + ".shortcut";
        Operand.Value pooled = layer.stride() > 1 ? graph.averagePool(name + ".pool", input, layer.stride()) : input;
        FoldedConvolution folded = own.folded("shortcut.", layer.width(), input.channels(), 1, 1);
        return convolution(name, pooled, folded, 1, 1);
    }

    @Override
    public Operand.Value globalPool(GlobalPool layer) {
        return graph.globalAveragePool(layer.name(), current);
    }

    @Override
    public Operand.Value linear(Linear layer) {
        LayerWeights own = weights.of(layer);
        Operand.Value flat = graph.flatten(layer.name() + ".flatten", current);
        return graph.linear(
                layer.name() + ".gemm",
                flat,
                own.get("weight", layer.width(), layer.input().channels()),
                own.get("bias", layer.width()));
    }

    private Operand.Value convolution(String name, Operand.Value map, FoldedConvolution folded, int stride, int group) {
        return graph.convolution(name, map, folded.weight(), folded.bias(), stride, group);
    }

    private Operand.Value activated(String name, Activation activation, Operand.Value x) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> graph.relu(name + ".relu", x);
            case RELU6 -> graph.relu6(name + ".relu6", x);
            case H_SWISH -> graph.hardSwish(name + ".h-swish", x);
        };
    }
}
