package dev.specialize.pytorch;

import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.WeightShapes;
import dev.specialize.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a network out of a MobileNet's tensors: layer after layer with the widths that they have, then every tensor. */
final class MobileNetReading {
    /** What torchvision's weights were trained on; no tensor depends on it. */
    private static final int RESOLUTION = 224;

    private static final String WRAPPER = "module.";
    private static final String COUNTER = ".num_batches_tracked";
    private static final String STEM = "features.0";
    /** The bias of the layer before the classifier, for which there is no place here. */
    private static final String FEATURE_BIAS = "classifier.0.bias";

    private static final int MOST_EXAMPLES = 3;

    private final MobileNet net;
    private final MobileNetNames names;
    private final Map<String, Tensor> tensors = new TreeMap<>();
    private final Set<String> given = new TreeSet<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, String> theirsByOurs = new LinkedHashMap<>();
    private FeatureMap map;

    private MobileNetReading(MobileNet net, StateDict checkpoint) {
        this.net = net;
        names = net.names();
        checkpoint.tensors().forEach((name, tensor) -> tensors.put(plain(name), tensor));
        given.addAll(tensors.keySet());
        checkpoint.integers().forEach(name -> given.add(plain(name)));
        map = new FeatureMap(size(STEM + ".0", 1), RESOLUTION);
    }

    /** Without what training on several GPUs puts in front. */
    static String plain(String name) {
        return name.startsWith(WRAPPER) ? name.substring(WRAPPER.length()) : name;
    }

    /** @throws CheckpointProblem if a tensor is missing, of another shape, or unknown; the message names it */
    static Subnet of(MobileNet net, StateDict checkpoint) {
        return new MobileNetReading(net, checkpoint).subnet();
    }

    private Subnet subnet() {
        stem();
        int block = 2;
        for (int s = 0; s < net.stages().size(); s++) {
            for (int b = 0; b < net.stages().get(s).blocks(); b++) {
                block("stages." + s + ".blocks." + b, block++, net.stages().get(s), b == 0);
            }
        }
        head();
        Network network = new Network(layers, net.batchNormEpsilon());
        requireKnown();
        return new Subnet(network, weights(network));
    }

    private void stem() {
        normalised("stem.", STEM + ".0", STEM + ".1");
        add(new Convolution("stem", map, size(STEM + ".0", 0), 3, 2, true, net.stemActivation()));
        String depthwise = names.part(1, 0);
        normalised("first.depthwise.", names.convolution(depthwise), names.normalization(depthwise));
        int width = projection("first", 1, 1);
        add(new InvertedResidual("first", map, map.channels(), width, 3, 1, false, false, net.firstActivation()));
    }

    /** Expansion, depthwise convolution, perhaps squeeze-and-excitation, projection. */
    private void block(String name, int block, MobileNet.Stage stage, boolean first) {
        String expand = names.part(block, 0);
        String depthwise = names.part(block, 1);
        normalised(name + ".expand.", names.convolution(expand), names.normalization(expand));
        normalised(name + ".depthwise.", names.convolution(depthwise), names.normalization(depthwise));
        if (stage.squeezeExcite()) {
            biased(name + ".se.reduce.", names.part(block, 2) + ".fc1");
            biased(name + ".se.expand.", names.part(block, 2) + ".fc2");
        }
        int middle = size(names.convolution(expand), 0);
        int width = projection(name, block, stage.squeezeExcite() ? 3 : 2);
        add(new InvertedResidual(
                name,
                map,
                middle,
                width,
                stage.kernel(),
                first ? stage.stride() : 1,
                true,
                stage.squeezeExcite(),
                stage.activation()));
    }

    /** @return the block's width */
    private int projection(String name, int block, int index) {
        String convolution = names.projection(block, index);
        normalised(name + ".project.", convolution, names.projectionNormalization(block, index));
        return size(convolution, 0);
    }

    private void head() {
        String module = "features." + net.headIndex();
        normalised("head.expand.", module + ".0", module + ".1");
        add(new Convolution("head.expand", map, size(module + ".0", 0), 1, 1, true, net.headActivation()));
        add(new GlobalPool("head.pool", map));
        String classifier = "classifier.1";
        if (names == MobileNetNames.V3) {
            theirsByOurs.put("head.feature.weight", "classifier.0.weight");
            add(new Convolution("head.feature", map, size("classifier.0", 0), 1, 1, false, net.headActivation()));
            classifier = "classifier.3";
        }
        biased("classifier.", classifier);
        int classes = size(classifier, 0);
        if (classes < 2) {
            throw new CheckpointProblem("has a classifier of " + classes + " classes; there must be at least 2");
        }
        add(new Linear("classifier", map, classes));
    }

    private void add(Layer layer) {
        layers.add(layer);
        map = layer.output();
    }

    private void normalised(String ours, String convolution, String normalization) {
        theirsByOurs.put(ours + "weight", convolution + ".weight");
        theirsByOurs.put(ours + "bn.weight", normalization + ".weight");
        theirsByOurs.put(ours + "bn.bias", normalization + ".bias");
        theirsByOurs.put(ours + "bn.mean", normalization + ".running_mean");
        theirsByOurs.put(ours + "bn.variance", normalization + ".running_var");
    }

    private void biased(String ours, String module) {
        theirsByOurs.put(ours + "weight", module + ".weight");
        theirsByOurs.put(ours + "bias", module + ".bias");
    }

    private int size(String module, int axis) {
        Tensor weight = tensor(module + ".weight");
        if (weight.shape().size() <= axis || weight.shape().get(axis) < 1) {
            throw new CheckpointProblem("has a tensor '" + module + ".weight' of shape " + weight.shape()
                    + ", which no convolution of a " + net.name() + " has");
        }
        return weight.shape().get(axis);
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new CheckpointProblem("lacks the tensor '" + name + "' of a " + net.name()
                    + ". Maybe it has other blocks than the published one");
        }
        return tensor;
    }

    private void requireKnown() {
        Set<String> known = new TreeSet<>(theirsByOurs.values());
        known.add(FEATURE_BIAS);
        List<String> unknown = given.stream()
                .filter(name -> !known.contains(name) && !name.endsWith(COUNTER))
                .toList();
        if (!unknown.isEmpty()) {
            String some = String.join(
                    "', '",
                    unknown.stream()
                            .limit(MOST_EXAMPLES)
                            .map(CheckpointProblem::quoted)
                            .toList());
            throw new CheckpointProblem("has " + unknown.size() + " tensors that no " + net.name() + " has, such as '"
                    + some + "'. Maybe it has other blocks than the published one");
        }
    }

    private Weights weights(Network network) {
        Map<String, Tensor> weights = new TreeMap<>();
        WeightShapes.of(network).forEach((ours, shape) -> {
            String theirs = theirsByOurs.get(ours);
            Tensor tensor = tensor(theirs);
            boolean linear = tensor.shape().size() == 2 && shape.size() == 4;
            List<Integer> expected = linear ? shape.subList(0, 2) : shape;
            if (!tensor.shape().equals(expected)) {
                throw new CheckpointProblem("has a tensor '" + theirs + "' of shape " + tensor.shape() + "; in a "
                        + net.name() + " with its widths it has " + expected);
            }
            Tensor ownShape = new Tensor(shape, tensor.values());
            ReferenceSupernet.requireVariance(ours, ownShape);
            weights.put(ours, ownShape);
        });
        return new Weights(weights);
    }
}
