package dev.specialize.specialization;

import dev.specialize.export.ExportOptions;
import dev.specialize.export.ModelInterface;
import dev.specialize.export.ModelMetadata;
import dev.specialize.export.ModelPrecision;
import dev.specialize.export.OnnxExporter;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.Platform;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is the same in all exported models of a supernet.
 *
 * @param shared what they say about themselves
 * @param platform that they are for
 * @param face what goes into them and what comes out
 * @param precision of their numbers
 * @param quantization how they come about, where the precision asks for it
 */
public record ModelLabel(
        ModelMetadata shared,
        Platform platform,
        ModelInterface face,
        ModelPrecision precision,
        QuantizationSettings quantization) {
    /** Of models of which nothing is known but the search space. */
    public static final ModelLabel PLAIN = of(ModelMetadata.NONE);

    private static ModelLabel of(ModelMetadata shared) {
        return new ModelLabel(
                shared,
                Platform.onnx(),
                ModelInterface.IMAGE_TO_LOGITS,
                ModelPrecision.FP32,
                QuantizationSettings.USUAL);
    }

    public static ModelLabel of(SupernetManifest supernet) {
        Preprocessing preprocessing = supernet.preprocessing();
        return of(new ModelMetadata(
                supernet.classes(),
                preprocessing.means(),
                preprocessing.deviations(),
                new TreeMap<>(Map.of("supernet", supernet.name()))));
    }

    public ModelLabel on(Platform other) {
        return new ModelLabel(shared, other, face, precision, quantization);
    }

    public ModelLabel showing(ModelInterface other) {
        return new ModelLabel(shared, platform, other, precision, quantization);
    }

    public ModelLabel in(ModelPrecision other) {
        return new ModelLabel(shared, platform, face, other, quantization);
    }

    public ModelLabel quantizedBy(QuantizationSettings settings) {
        return new ModelLabel(shared, platform, face, precision, settings);
    }

    /** The same for a network that may lack some of the layers that are to be kept in float32. */
    ModelLabel keepingAmong(Network network) {
        return quantizedBy(quantization.keepingAmong(names(network)));
    }

    /**
     * Checks that a network, or the largest of a space, has the layers that are to be kept in float32.
     *
     * @throws dev.specialize.quantization.QuantizationException if it has not
     */
    public void requireKeptAmong(Network network) {
        quantization.requireKeptAmong(names(network));
    }

    /**
     * Checks that a supernet has the images that models of the precision are made with.
     *
     * @throws dev.specialize.quantization.QuantizationException if it has too few
     */
    void requireImages(Supernet supernet) {
        if (precision.needsImages()) {
            quantization.requireEnough(
                    supernet.calibration().map(ImageSet::count).orElse(0));
        }
    }

    private static List<String> names(Network network) {
        return network.layers().stream().map(Layer::name).toList();
    }

    /** How the model of a subnet is exported. */
    ExportOptions options(Architecture architecture) {
        return options(with(architecture));
    }

    /** The same for a subnet of a space with the most to say. */
    ExportOptions longestOptions(SearchSpace space) {
        return options(longest(space));
    }

    private ExportOptions options(ModelMetadata metadata) {
        return ExportOptions.of(metadata)
                .withPlatform(platform)
                .withInterface(face)
                .withPrecision(precision)
                .withQuantization(quantization);
    }

    /**
     * Checks that the platform takes the models of a space, as far as that can be told without weights.
     *
     * @throws dev.specialize.platform.NonconformingModelException if it does not
     */
    void requireTaken(SearchSpace space) {
        OnnxExporter.exportUntrained(space.lower(space.largest()), BatchSize.ONE, precision, platform);
    }

    ModelMetadata with(Architecture architecture) {
        SortedMap<String, String> extra = new TreeMap<>(shared.extra());
        extra.put("architecture", architecture.toString());
        return new ModelMetadata(shared.classNames(), shared.means(), shared.deviations(), extra);
    }

    /** As long as that of any subnet of a space. */
    ModelMetadata longest(SearchSpace space) {
        List<Integer> widths = space.stages().stream().map(Stage::maxWidth).toList();
        return with(new Architecture(
                space.maxResolution(),
                space.elastic(widths),
                space.stages().stream()
                        .map(s -> Collections.nCopies(s.maxDepth(), wordiest(s)))
                        .toList()));
    }

    private static BlockChoice wordiest(Stage stage) {
        return IntStream.range(0, stage.choicesPerBlock())
                .mapToObj(stage::choice)
                .max(Comparator.comparingInt(choice -> choice.toString().length()))
                .orElseThrow();
    }
}
