package dev.specialize.pytorch;

import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.WeightShapes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the tensors of a checkpoint compare with those of the space that is nearest to them.
 *
 * @param differing short names of tensors of another shape, in the order of the layers
 * @param missing short names of the space's tensors that are not there
 * @param unknown short names of tensors that the space has not
 */
record SpaceProof(
        SearchSpace nearest,
        ReferenceTensors tensors,
        List<String> differing,
        List<String> missing,
        List<String> unknown) {
    private static final String CLASSIFIER = "classifier.linear.weight";
    private static final String BLOCK = "blocks.";
    private static final int WIDEST = 4;
    private static final int MOST_EXAMPLES = 3;

    /** In order of roundness: multiples of 1/20, then the other multiples of 1/100. */
    private static final List<Double> WIDTH_MULTIPLIERS = DoubleStream.concat(
                    IntStream.rangeClosed(1, 20 * WIDEST).mapToDouble(i -> i / 20.0),
                    IntStream.rangeClosed(1, 100 * WIDEST)
                            .filter(i -> i % 5 != 0)
                            .mapToDouble(i -> i / 100.0))
            .boxed()
            .toList();

    /** Stem and head first: they are the same whatever the blocks offer. */
    private static final Comparator<SpaceProof> BY_DISTANCE = Comparator.<SpaceProof>comparingLong(
                    proof -> proof.differing.stream()
                            .filter(name -> !name.startsWith(BLOCK))
                            .count())
            .thenComparing(proof -> proof.differing.size());

    /** Spaces, each with a tensor that those before it have not. */
    private enum Kind {
        RESNET50("input_stem.0.conv.weight"),
        MBV3("final_expand_layer.conv.weight"),
        PROXYLESS("feature_mix_layer.bn.weight");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        SearchSpace space() {
            return BuiltInSpaces.named(name().toLowerCase(Locale.ROOT)).orElseThrow();
        }
    }

    /**
     * Compares with spaces of all widths and keeps the nearest; the published width is tried first.
     *
     * @throws CheckpointProblem if nothing in the checkpoint tells what kind of space it is of
     */
    static SpaceProof of(ReferenceTensors tensors) {
        SearchSpace space = sized(kind(tensors), tensors);
        SpaceProof best = compared(space, tensors);
        for (double multiplier : space.hasElasticWidths() ? List.<Double>of() : WIDTH_MULTIPLIERS) {
            if (best.differing.isEmpty()) {
                return best;
            }
            SpaceProof other = compared(space.withWidthMultiplier(multiplier), tensors);
            best = BY_DISTANCE.compare(other, best) < 0 ? other : best;
        }
        return best;
    }

    /** Whether something tells what kind of space the checkpoint is of. */
    static boolean knows(ReferenceTensors tensors) {
        return Stream.of(Kind.values()).anyMatch(kind -> tensors.has(kind.sign));
    }

    private static SearchSpace kind(ReferenceTensors tensors) {
        return Stream.of(Kind.values())
                .filter(kind -> tensors.has(kind.sign))
                .findFirst()
                .map(Kind::space)
                .orElseThrow(
                        () -> new CheckpointProblem("is no supernet of a space that is known here (mbv3, proxyless,"
                                + " resnet50): its " + tensors.tensors().size() + " tensors are called "
                                + examples(tensors, List.copyOf(tensors.names()))));
    }

    /** The space with the checkpoint's classes and input channels. */
    private static SearchSpace sized(SearchSpace space, ReferenceTensors tensors) {
        String stem = ReferenceNames.of(space).values().iterator().next();
        int classes = size(tensors, CLASSIFIER, 2, 0);
        int channels = size(tensors, stem, 4, 1);
        if (classes < 2) {
            throw new CheckpointProblem("has a classifier of " + classes + " classes; there must be at least 2");
        }
        if (channels != 1 && channels != 3) {
            throw new CheckpointProblem("reads images of " + channels + " channels; 1 and 3 are known here");
        }
        return space.withClasses(classes).withInputChannels(channels);
    }

    private static int size(ReferenceTensors tensors, String name, int axes, int axis) {
        List<Integer> shape = tensors.get(name).shape();
        if (shape.size() != axes) {
            throw new CheckpointProblem(
                    "has a tensor " + tensors.given(name) + " of shape " + shape + ", expected " + axes + " axes");
        }
        return shape.get(axis);
    }

    private static SpaceProof compared(SearchSpace space, ReferenceTensors tensors) {
        Map<String, List<Integer>> shapes = WeightShapes.of(space);
        List<String> differing = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Map<String, String> names = ReferenceNames.of(space);
        boolean transformed = tensors.hasKernelTransforms();
        names.forEach((ours, theirs) -> {
            if (tensors.has(theirs)) {
                if (!tensors.get(theirs).shape().equals(shapes.get(ours))) {
                    differing.add(theirs);
                }
            } else if (transformed || !ReferenceTensors.isKernelTransform(theirs)) {
                missing.add(theirs);
            }
        });
        Set<String> known = Set.copyOf(names.values());
        List<String> unknown =
                tensors.names().stream().filter(Predicate.not(known::contains)).toList();
        return new SpaceProof(space, tensors, differing, missing, unknown);
    }

    /** @throws CheckpointProblem if the checkpoint is not exactly of the nearest space */
    SearchSpace space() {
        if (differing.isEmpty() && missing.isEmpty() && unknown.isEmpty()) {
            return requireSameResiduals(nearest);
        }
        List<String> problems = new ArrayList<>();
        long blocks = blocks(tensors.names());
        long expected = blocks(ReferenceNames.of(nearest).values());
        if (blocks != expected) {
            problems.add("it has " + blocks + " blocks and not " + expected);
        }
        if (!differing.isEmpty()) {
            problems.add(counted(differing.size()) + " of another shape, such as " + firstDifference());
        }
        if (!missing.isEmpty()) {
            problems.add(counted(missing.size()) + " missing (" + examples(tensors, missing) + ")");
        }
        if (!unknown.isEmpty()) {
            problems.add(counted(unknown.size()) + " too many (" + examples(tensors, unknown) + ")");
        }
        throw new CheckpointProblem("is of no space that is known here. The nearest is " + described() + ", but "
                + String.join("; ", problems)
                + ". Maybe it was trained with other kernels, expansions, depths or widths than those published.");
    }

    private static long blocks(Collection<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(BLOCK))
                .map(name -> name.substring(BLOCK.length()).replaceFirst("\\..*", ""))
                .distinct()
                .count();
    }

    private String firstDifference() {
        String theirs = differing.get(0);
        String ours = ReferenceNames.of(nearest).entrySet().stream()
                .filter(name -> name.getValue().equals(theirs))
                .findFirst()
                .orElseThrow()
                .getKey();
        return tensors.given(theirs) + ", " + tensors.get(theirs).shape() + " and not "
                + WeightShapes.of(nearest).get(ours);
    }

    private String described() {
        return nearest.name() + (nearest.hasElasticWidths() ? "" : " at width multiplier " + nearest.widthMultiplier());
    }

    /** The reference's first block of {@code proxyless} never adds its input, ours does where the widths are equal. */
    private static SearchSpace requireSameResiduals(SearchSpace space) {
        boolean equalStem = Kind.PROXYLESS.space().name().equals(space.name())
                && space.layersBeforeStages(space.maxResolution()).stream()
                                .mapToInt(layer -> layer.output().channels())
                                .distinct()
                                .count()
                        == 1;
        if (equalStem) {
            throw new CheckpointProblem("is of proxyless at width multiplier " + space.widthMultiplier()
                    + ", so narrow that its first two layers are equally wide, which cannot be represented here");
        }
        return space;
    }

    private static String counted(int tensors) {
        return tensors == 1 ? "1 tensor is" : tensors + " tensors are";
    }

    private static String examples(ReferenceTensors tensors, List<String> names) {
        String some = names.stream().limit(MOST_EXAMPLES).map(tensors::given).collect(Collectors.joining(", "));
        return names.size() > MOST_EXAMPLES ? some + ", .." : some;
    }
}
