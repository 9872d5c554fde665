package dev.specialize.pytorch;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Sequel;
import dev.specialize.weights.WeightShapes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the Once-for-All code (arXiv:1908.09791) calls the tensors of a supernet. Its releases differ, and some wrap each
 * convolution, normalisation and linear layer once more, so names are compared in their shortest form.
 */
final class ReferenceNames implements LayerVisitor<ReferenceNames.Module> {
    private static final Map<String, String> INVERTED_RESIDUAL = Map.of(
            "expand.",
            "inverted_bottleneck.",
            "depthwise.",
            "depth_conv.",
            "se.",
            "depth_conv.se.fc.",
            "project.",
            "point_linear.");
    private static final Map<String, String> BOTTLENECK =
            Map.of("reduce.", "conv1.", "spatial.", "conv2.", "expand.", "conv3.", "shortcut.", "downsample.");
    private static final String HEAD = "head.";

    private int stemLayers;
    private int blocks;
    private boolean hasFeatureLayer;

    private ReferenceNames() {}

    /**
     * A module of the reference that holds a layer.
     *
     * @param parts names of its parts by ours
     */
    record Module(String name, Map<String, String> parts) {}

    /** The reference's short names by ours, for every tensor of {@link WeightShapes}. */
    static Map<String, String> of(SearchSpace space) {
        ReferenceNames names = new ReferenceNames();
        names.hasFeatureLayer = space.head().featureWidth() > 0;
        Map<String, Module> moduleByLayer = new LinkedHashMap<>();
        for (Layer layer : space.lower(space.largest()).layers()) {
            moduleByLayer.put(layer.name(), layer.accept(names));
        }
        Map<String, String> all = new LinkedHashMap<>();
        for (String ours : WeightShapes.of(space).keySet()) {
            String layer = layerOf(ours, moduleByLayer);
            all.put(ours, inModule(moduleByLayer.get(layer), ours.substring(layer.length() + 1)));
        }
        return all;
    }

    /**
     * The shortest form of a name in a checkpoint: without {@code module.} in front, with {@code conv} for {@code
     * mobile_inverted_conv}, and without wrappers that only repeat {@code conv}, {@code bn} or {@code linear}.
     */
    static String shortened(String name) {
        StringBuilder out = new StringBuilder();
        String last = "module";
        for (String part : name.split("\\.", -1)) {
            String plain = part.equals("mobile_inverted_conv") ? "conv" : part;
            boolean wrapper = plain.equals("conv") || plain.equals("bn") || plain.equals("linear");
            boolean leading = out.length() == 0 && plain.equals("module");
            if (!leading && !(wrapper && plain.equals(last))) {
                out.append(out.length() == 0 ? "" : ".").append(plain);
            }
            last = plain;
        }
        return out.toString();
    }

    private static String layerOf(String tensor, Map<String, Module> moduleByLayer) {
        return moduleByLayer.keySet().stream()
                .filter(layer -> tensor.startsWith(layer + "."))
                .findFirst()
                .orElseThrow();
    }

    private static String inModule(Module module, String ours) {
        String name = module.parts.entrySet().stream()
                .filter(part -> ours.startsWith(part.getKey()))
                .map(part ->
                        part.getValue() + tensor(ours.substring(part.getKey().length())))
                .findFirst()
                .orElseGet(() -> tensor(ours));
        return shortened(module.name + "." + name);
    }

    private static String tensor(String ours) {
        return switch (ours) {
            case "weight" -> "conv.weight";
            case "bn.mean" -> "bn.running_mean";
            case "bn.variance" -> "bn.running_var";
            case "7to5", "5to3" -> "conv." + ours + "_matrix";
            default -> ours;
        };
    }

    @Override
    public Module convolution(Convolution layer) {
        if (layer.name().startsWith(HEAD)) {
            boolean last = !hasFeatureLayer || !layer.normalised();
            return new Module(last ? "feature_mix_layer" : "final_expand_layer", Map.of());
        }
        if (layer.name().equals("stem")) {
            return new Module("first_conv", Map.of());
        }
        String wrapped = layer.sequel() == Sequel.ADD_INPUT ? ".conv" : "";
        return new Module("input_stem." + stemLayers++ + wrapped, Map.of());
    }

    @Override
    public Module invertedResidual(InvertedResidual layer) {
        return new Module("blocks." + blocks++ + ".conv", INVERTED_RESIDUAL);
    }

    @Override
    public Module bottleneck(Bottleneck layer) {
        return new Module("blocks." + blocks++, BOTTLENECK);
    }

    @Override
    public Module globalPool(GlobalPool layer) {
        return new Module("", Map.of());
    }

    @Override
    public Module linear(Linear layer) {
        // its tensors are called linear.weight and linear.bias, and linear is no part of ours
        return new Module(layer.name() + ".linear", Map.of("weight", "weight"));
    }
}
