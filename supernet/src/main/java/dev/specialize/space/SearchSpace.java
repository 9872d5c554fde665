package dev.specialize.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The set of architectures that one supernet holds, and the only place that turns one into a {@link Network}.
 *
 * @param format {@value #FORMAT}
 * @param name what people call it; a table or predictor made for it carries this name
 * @param inputChannels 3 for colour, 1 for grey images
 * @param classes outputs of the classifier
 * @param widthMultiplier scales every width below, rounded by {@link ChannelWidth#divisible}
 * @param resolutions image sizes in pixels to choose from
 */
public record SearchSpace(
        String format,
        String name,
        int inputChannels,
        int classes,
        double widthMultiplier,
        List<Integer> resolutions,
        Stem stem,
        FirstBlock firstBlock,
        List<Stage> stages,
        Head head) {
    public static final String FORMAT = "search-space/1";

    public SearchSpace {
        Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        Require.that(!name.isBlank(), "name", "must not be blank", "'" + name + "'");
        Require.positive("inputChannels", inputChannels);
        Require.that(classes >= 2, "classes", "must be at least 2", classes);
        Require.positive("widthMultiplier", widthMultiplier);
        resolutions = Require.ascending("resolutions", resolutions);
        Require.positive("resolutions", resolutions.get(0));
        stages = List.copyOf(stages);
        Require.that(!stages.isEmpty(), "stages", "must not be empty", stages);
    }

    public SearchSpace withName(String newName) {
        return new SearchSpace(
                format, newName, inputChannels, classes, widthMultiplier, resolutions, stem, firstBlock, stages, head);
    }

    public SearchSpace withClasses(int newClasses) {
        return new SearchSpace(
                format, name, inputChannels, newClasses, widthMultiplier, resolutions, stem, firstBlock, stages, head);
    }

    public SearchSpace withInputChannels(int newInputChannels) {
        return new SearchSpace(
                format, name, newInputChannels, classes, widthMultiplier, resolutions, stem, firstBlock, stages, head);
    }

    public SearchSpace withWidthMultiplier(double newWidthMultiplier) {
        return new SearchSpace(
                format, name, inputChannels, classes, newWidthMultiplier, resolutions, stem, firstBlock, stages, head);
    }

    public SearchSpace withResolutions(List<Integer> newResolutions) {
        return new SearchSpace(
                format, name, inputChannels, classes, widthMultiplier, newResolutions, stem, firstBlock, stages, head);
    }

    /**
     * The network of one architecture.
     *
     * @throws IllegalArgumentException if the architecture is not in this space; the message says where
     */
    public Network lower(Architecture architecture) {
        requireContains(architecture);
        int resolution = architecture.resolution();
        List<Layer> layers = new ArrayList<>(layersBeforeStages(resolution));
        for (int s = 0; s < stages.size(); s++) {
            List<BlockChoice> blocks = architecture.stages().get(s);
            for (int b = 0; b < blocks.size(); b++) {
                layers.add(block(resolution, s, b, blocks.get(b)));
            }
        }
        layers.addAll(layersAfterStages(resolution));
        return new Network(layers);
    }

    /** Stem and first block at a resolution: the same for every architecture. */
    public List<Layer> layersBeforeStages(int resolution) {
        FeatureMap image = new FeatureMap(inputChannels, resolution);
        Layer first = new Convolution("stem", image, scaled(stem.width()), 3, stem.stride(), true, stem.activation());
        FeatureMap stemmed = first.output();
        Layer second = new InvertedResidual(
                "first",
                stemmed,
                stemmed.channels(),
                scaled(firstBlock.width()),
                3,
                firstBlock.stride(),
                false,
                false,
                firstBlock.activation());
        return List.of(first, second);
    }

    /** The block at a place of a stage, for a choice that the stage offers. */
    public InvertedResidual block(int resolution, int stage, int index, BlockChoice choice) {
        Stage s = stages.get(stage);
        int width = scaled(s.width());
        FeatureMap input = stageInput(resolution, stage);
        int stride = s.stride();
        if (index > 0) {
            input = input.convolved(width, stride);
            stride = 1;
        }
        return new InvertedResidual(
                "stages." + stage + ".blocks." + index,
                input,
                ChannelWidth.middle(input.channels(), choice.expand()),
                width,
                choice.kernel(),
                stride,
                true,
                s.squeezeExcite(),
                s.activation());
    }

    /** Head and classifier at a resolution: the same for every architecture. */
    public List<Layer> layersAfterStages(int resolution) {
        Layer expand = new Convolution(
                "head.expand",
                stageInput(resolution, stages.size()),
                scaled(head.expandWidth()),
                1,
                1,
                true,
                head.activation());
        Layer pool = new GlobalPool("head.pool", expand.output());
        Layer feature = new Convolution(
                "head.feature", pool.output(), scaled(head.featureWidth()), 1, 1, false, head.activation());
        return List.of(expand, pool, feature, new Linear("classifier", feature.output(), classes));
    }

    private FeatureMap stageInput(int resolution, int stage) {
        List<Layer> before = layersBeforeStages(resolution);
        FeatureMap map = before.get(before.size() - 1).output();
        for (Stage s : stages.subList(0, stage)) {
            map = map.convolved(scaled(s.width()), s.stride());
        }
        return map;
    }

    private int scaled(int width) {
        return ChannelWidth.divisible(width * widthMultiplier);
    }

    public int maxResolution() {
        return resolutions.get(resolutions.size() - 1);
    }

    /** The architecture with the largest choice everywhere. */
    public Architecture largest() {
        return new Architecture(
                maxResolution(),
                stages.stream()
                        .map(s -> repeat(s.maxDepth(), new BlockChoice(s.maxKernel(), s.maxExpand())))
                        .toList());
    }

    /** The architecture with the smallest choice everywhere. */
    public Architecture smallest() {
        return new Architecture(
                resolutions.get(0),
                stages.stream().map(s -> repeat(s.depths().get(0), s.choice(0))).toList());
    }

    private static List<BlockChoice> repeat(int depth, BlockChoice choice) {
        return IntStream.range(0, depth).mapToObj(i -> choice).toList();
    }

    /** Number of distinct architectures: resolutions times the product over stages of the sum over depths d of c^d. */
    public BigInteger size() {
        BigInteger product = BigInteger.valueOf(resolutions.size());
        for (Stage stage : stages) {
            BigInteger choices = BigInteger.valueOf(stage.choicesPerBlock());
            product = product.multiply(
                    stage.depths().stream().map(choices::pow).reduce(BigInteger.ZERO, BigInteger::add));
        }
        return product;
    }

    public boolean contains(Architecture architecture) {
        return problem(architecture).isEmpty();
    }

    /** @throws IllegalArgumentException if the architecture is not in this space; the message says where */
    public void requireContains(Architecture architecture) {
        String problem = problem(architecture);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("Not an architecture of " + name + ": " + problem);
        }
    }

    private String problem(Architecture architecture) {
        if (!resolutions.contains(architecture.resolution())) {
            return "resolution " + architecture.resolution() + " is not one of " + resolutions;
        }
        if (architecture.stages().size() != stages.size()) {
            return architecture.stages().size() + " stages instead of " + stages.size();
        }
        for (int s = 0; s < stages.size(); s++) {
            Stage stage = stages.get(s);
            List<BlockChoice> blocks = architecture.stages().get(s);
            if (!stage.depths().contains(blocks.size())) {
                return "depth " + blocks.size() + " of stage " + s + " is not one of " + stage.depths();
            }
            for (BlockChoice block : blocks) {
                if (stage.indexOf(block) < 0) {
                    return block + " in stage " + s + " is not of kernels " + stage.kernels() + " and expands "
                            + stage.expands();
                }
            }
        }
        return "";
    }
}
