package dev.specialize.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The set of architectures that one supernet holds, and the only place that turns one into a {@link Network}.
 *
 * @param format {@value #FORMAT}
 * @param name what people call it; a table or predictor made for it carries this name
 * @param inputChannels 3 for colour, 1 for grey images
 * @param classes outputs of the classifier
 * @param widthMultiplier scales every width below, rounded by {@link ChannelWidth#divisible}
 * @param resolutions image sizes in pixels to choose from
 * @param batchNormEpsilon what batch normalisation adds to variances
 * @param stem blocks that every architecture has before its stages
 */
public record SearchSpace(
        String format,
        String name,
        int inputChannels,
        int classes,
        double widthMultiplier,
        List<Integer> resolutions,
        double batchNormEpsilon,
        List<StemBlock> stem,
        List<Stage> stages,
        Head head) {
    public static final String FORMAT = "search-space/2";

    public SearchSpace {
        Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        Require.that(!name.isBlank(), "name", "must not be blank", "'" + name + "'");
        Require.positive("inputChannels", inputChannels);
        Require.that(classes >= 2, "classes", "must be at least 2", classes);
        Require.positive("widthMultiplier", widthMultiplier);
        resolutions = Require.ascending("resolutions", resolutions);
        Require.positive("resolutions", resolutions.get(0));
        Require.positive("batchNormEpsilon", batchNormEpsilon);
        stem = List.copyOf(stem);
        stages = List.copyOf(stages);
        Require.that(!stages.isEmpty(), "stages", "must not be empty", stages);
    }

    public SearchSpace withName(String newName) {
        return new SearchSpace(
                format,
                newName,
                inputChannels,
                classes,
                widthMultiplier,
                resolutions,
                batchNormEpsilon,
                stem,
                stages,
                head);
    }

    public SearchSpace withClasses(int newClasses) {
        return new SearchSpace(
                format,
                name,
                inputChannels,
                newClasses,
                widthMultiplier,
                resolutions,
                batchNormEpsilon,
                stem,
                stages,
                head);
    }

    public SearchSpace withInputChannels(int newInputChannels) {
        return new SearchSpace(
                format,
                name,
                newInputChannels,
                classes,
                widthMultiplier,
                resolutions,
                batchNormEpsilon,
                stem,
                stages,
                head);
    }

    public SearchSpace withWidthMultiplier(double newWidthMultiplier) {
        return new SearchSpace(
                format,
                name,
                inputChannels,
                classes,
                newWidthMultiplier,
                resolutions,
                batchNormEpsilon,
                stem,
                stages,
                head);
    }

    public SearchSpace withResolutions(List<Integer> newResolutions) {
        return new SearchSpace(
                format,
                name,
                inputChannels,
                classes,
                widthMultiplier,
                newResolutions,
                batchNormEpsilon,
                stem,
                stages,
                head);
    }

    /** The same with one more resolution, for an architecture that is asked for by name and not searched. */
    public SearchSpace including(int resolution) {
        return resolutions.contains(resolution)
                ? this
                : withResolutions(Stream.concat(resolutions.stream(), Stream.of(resolution))
                        .sorted()
                        .toList());
    }

    /** The same with other stages, as where a table knows fewer choices. */
    public SearchSpace withStages(List<Stage> newStages) {
        return new SearchSpace(
                format,
                name,
                inputChannels,
                classes,
                widthMultiplier,
                resolutions,
                batchNormEpsilon,
                stem,
                newStages,
                head);
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
            StageWidths widths = widths(architecture, s);
            List<BlockChoice> blocks = architecture.stages().get(s);
            for (int b = 0; b < blocks.size(); b++) {
                layers.add(block(resolution, s, b, widths, blocks.get(b)));
            }
        }
        layers.addAll(layersAfterStages(
                resolution, widths(architecture, stages.size() - 1).own()));
        return new Network(layers, batchNormEpsilon);
    }

    private StageWidths widths(Architecture architecture, int stage) {
        return new StageWidths(stage == 0 ? 0 : width(architecture, stage - 1), width(architecture, stage));
    }

    private int width(Architecture architecture, int stage) {
        return architecture.widths().isEmpty()
                ? stages.get(stage).maxWidth()
                : architecture.widths().get(stage);
    }

    /** The stem at a resolution: the same for every architecture. */
    public List<Layer> layersBeforeStages(int resolution) {
        List<Layer> layers = new ArrayList<>();
        FeatureMap map = new FeatureMap(inputChannels, resolution);
        for (StemBlock block : stem) {
            int width = scaled(block.width());
            Layer layer = block.kind() == BlockKind.INVERTED_RESIDUAL
                    ? new InvertedResidual(
                            block.name(),
                            map,
                            map.channels(),
                            width,
                            3,
                            block.stride(),
                            false,
                            false,
                            block.activation())
                    : new Convolution(block.name(), map, width, 3, block.stride(), true, block.activation());
            layers.add(layer);
            map = layer.output();
        }
        return layers;
    }

    /**
     * The block at a place of a stage, for choices that the stage offers.
     *
     * @param index place in the stage
     */
    public Layer block(int resolution, int stage, int index, StageWidths widths, BlockChoice choice) {
        Stage s = stages.get(stage);
        int width = scaled(widths.own());
        FeatureMap input = stageInput(resolution, stage, widths.before());
        int stride = s.stride();
        if (index > 0) {
            input = s.kind().output(input, width, stride);
            stride = 1;
        }
        return s.kind().layer("stages." + stage + ".blocks." + index, input, width, index, stride, s, choice);
    }

    /**
     * Head and classifier at a resolution.
     *
     * @param lastWidth of the last stage, before the width multiplier
     */
    public List<Layer> layersAfterStages(int resolution, int lastWidth) {
        List<Layer> layers = new ArrayList<>();
        FeatureMap map = stageInput(resolution, stages.size(), lastWidth);
        if (head.expandWidth() > 0) {
            layers.add(new Convolution("head.expand", map, scaled(head.expandWidth()), 1, 1, true, head.activation()));
            map = layers.get(0).output();
        }
        Layer pool = new GlobalPool("head.pool", map);
        layers.add(pool);
        map = pool.output();
        if (head.featureWidth() > 0) {
            Layer feature =
                    new Convolution("head.feature", map, scaled(head.featureWidth()), 1, 1, false, head.activation());
            layers.add(feature);
            map = feature.output();
        }
        layers.add(new Linear("classifier", map, classes));
        return layers;
    }

    /** @param widthBefore of the stage before it, before the width multiplier */
    private FeatureMap stageInput(int resolution, int stage, int widthBefore) {
        List<Layer> before = layersBeforeStages(resolution);
        FeatureMap map = before.isEmpty()
                ? new FeatureMap(inputChannels, resolution)
                : before.get(before.size() - 1).output();
        for (int s = 0; s < stage; s++) {
            Stage one = stages.get(s);
            map = one.kind().output(map, scaled(s == stage - 1 ? widthBefore : one.maxWidth()), one.stride());
        }
        return map;
    }

    private int scaled(int width) {
        return ChannelWidth.divisible(width * widthMultiplier);
    }

    /** True where an architecture chooses the widths of stages too. */
    public boolean hasElasticWidths() {
        return stages.stream().anyMatch(s -> s.widths().size() > 1);
    }

    /**
     * The widths that the blocks of a stage may have to do with.
     *
     * @return every choice of the stage before with every choice of its own; the first stage has nothing before it
     */
    public List<StageWidths> widthsAt(int stage) {
        List<Integer> before = stage == 0 ? List.of(0) : stages.get(stage - 1).distinctWidths();
        return before.stream()
                .flatMap(b -> stages.get(stage).distinctWidths().stream().map(own -> new StageWidths(b, own)))
                .toList();
    }

    public int maxResolution() {
        return resolutions.get(resolutions.size() - 1);
    }

    /** The architecture with the largest choice everywhere. */
    public Architecture largest() {
        return new Architecture(
                maxResolution(),
                elastic(stages.stream().map(Stage::maxWidth).toList()),
                stages.stream()
                        .map(s -> repeat(s.maxDepth(), new BlockChoice(s.maxKernel(), s.maxExpand())))
                        .toList());
    }

    /** The architecture with the smallest choice everywhere. */
    public Architecture smallest() {
        return new Architecture(
                resolutions.get(0),
                elastic(stages.stream().map(s -> s.widths().get(0)).toList()),
                stages.stream().map(s -> repeat(s.depths().get(0), s.choice(0))).toList());
    }

    /** The widths as an architecture of this space lists them. */
    public List<Integer> elastic(List<Integer> widths) {
        return hasElasticWidths() ? widths : List.of();
    }

    private static List<BlockChoice> repeat(int depth, BlockChoice choice) {
        return IntStream.range(0, depth).mapToObj(i -> choice).toList();
    }

    /**
     * Number of distinct architectures: resolutions times the product over stages of widths times the sum over depths d
     * of c^d, with c choices per block.
     */
    public BigInteger size() {
        BigInteger product = BigInteger.valueOf(resolutions.size());
        for (Stage stage : stages) {
            BigInteger choices = BigInteger.valueOf(stage.choicesPerBlock());
            product = product.multiply(BigInteger.valueOf(stage.distinctWidths().size()))
                    .multiply(stage.depths().stream().map(choices::pow).reduce(BigInteger.ZERO, BigInteger::add));
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
        if (architecture.widths().isEmpty() == hasElasticWidths()) {
            return hasElasticWidths() ? "the widths of its stages are missing" : "widths of stages cannot be chosen";
        }
        return IntStream.range(0, stages.size())
                .mapToObj(s -> problem(architecture, s))
                .filter(p -> !p.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String problem(Architecture architecture, int s) {
        Stage stage = stages.get(s);
        List<BlockChoice> blocks = architecture.stages().get(s);
        if (!stage.widths().contains(width(architecture, s))) {
            return "width " + width(architecture, s) + " of stage " + s + " is not one of " + stage.widths();
        }
        if (!stage.depths().contains(blocks.size())) {
            return "depth " + blocks.size() + " of stage " + s + " is not one of " + stage.depths();
        }
        for (BlockChoice block : blocks) {
            if (stage.indexOf(block) < 0) {
                return block + " in stage " + s + " is not of kernels " + stage.kernels() + " and expands "
                        + stage.expands();
            }
        }
        return "";
    }
}
