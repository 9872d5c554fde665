package dev.specialize.export;

import dev.specialize.files.JsonFile;
import dev.specialize.platform.Platform;
import dev.specialize.space.Network;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model says about itself, so that it can be used without any other file. In the model the lists are JSON; the
 * entries {@code layout}, {@code resolution} and {@code platform} come from the network and the options.
 *
 * @param classNames in the order of the logits; empty if not said
 * @param means for each channel, of pixels scaled to 0..1; the model's input is (pixel - mean) / deviation; empty if not
 *     said
 * @param deviations standard deviations, as many as {@code means}
 * @param extra further entries, such as where the weights come from
 */
public record ModelMetadata(
        List<String> classNames, List<Float> means, List<Float> deviations, SortedMap<String, String> extra) {
    public static final ModelMetadata NONE = new ModelMetadata(List.of(), List.of(), List.of(), new TreeMap<>());

    private static final String CLASS_NAMES = "classNames";
    private static final String LAYOUT = "layout";
    private static final String MEAN = "mean";
    private static final String PLATFORM = "platform";
    private static final String PREPROCESSING = "preprocessing";
    private static final String RESOLUTION = "resolution";
    private static final String STD = "std";
    private static final Set<String> RESERVED =
            Set.of(CLASS_NAMES, LAYOUT, MEAN, PLATFORM, PREPROCESSING, RESOLUTION, STD);

    public ModelMetadata {
        classNames = List.copyOf(classNames);
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
        require(
                means.size() == deviations.size(),
                "means " + means + " and deviations " + deviations + " must pair up");
        require(means.stream().allMatch(Float::isFinite), "means are " + means);
        require(deviations.stream().allMatch(d -> d > 0 && Float.isFinite(d)), "deviations are " + deviations);
        for (String key : extra.keySet()) {
            require(!RESERVED.contains(key), "the entry '" + key + "' cannot be an extra one");
        }
    }

    /**
     * The entries in a model of this network. Where mean and deviation are inside they are not told, or somebody would take
     * them off twice.
     *
     * @throws ExportException if class names or channels are not as many as the network's
     */
    SortedMap<String, String> entries(Network network, Platform platform, ModelInterface face) {
        requireCount("class names", classNames, "outputs", network.output().channels());
        requireCount("channel means", means, "input channels", network.input().channels());
        SortedMap<String, String> entries = new TreeMap<>(extra);
        putList(entries, CLASS_NAMES, classNames);
        if (face == ModelInterface.PIXELS_TO_PROBABILITIES) {
            entries.put(PREPROCESSING, "embedded");
            entries.put(LAYOUT, "NHWC");
        } else {
            putList(entries, MEAN, means);
            putList(entries, STD, deviations);
            entries.put(LAYOUT, platform.layout().toString());
        }
        entries.put(PLATFORM, platform.name());
        entries.put(RESOLUTION, Integer.toString(network.input().size()));
        return entries;
    }

    private static void requireCount(String what, List<?> values, String outputs, int count) {
        if (!values.isEmpty() && values.size() != count) {
            throw new ExportException(values.size() + " " + what + " for a network of " + count + " " + outputs
                    + ". Maybe they are of another data set.");
        }
    }

    private static void putList(SortedMap<String, String> entries, String key, List<?> values) {
        if (!values.isEmpty()) {
            entries.put(key, JsonFile.line(values));
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("model metadata: " + problem);
        }
    }
}
