package dev.specialize.predictor;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Ranks subnets by the angle between the initial and the trained weights of their convolutions, arccos(w0 w / |w0| |w|):
 * those whose weights turn further converge faster (arXiv:2101.11834, section 3.2). It takes no labels and promises no
 * accuracy, and it knows nothing of resolutions, so it ranks at the largest only.
 */
public final class AngleModel implements PredictorModel {
    private static final String SUFFIX = ".weight";
    private static final String SCALES = "bn.weight";

    private final SearchSpace space;
    private final TurnedWeights shared;
    private final List<List<List<TurnedWeights>>> stages;

    private AngleModel(SearchSpace space, TurnedWeights shared, List<List<List<TurnedWeights>>> stages) {
        this.space = space;
        this.shared = shared;
        this.stages = stages;
    }

    /**
     * Compares two states of a supernet's weights.
     *
     * @throws IllegalArgumentException if the widths of stages are elastic: what a block weighs then depends on others
     */
    public static AngleModel of(SearchSpace space, Weights initial, Weights trained) {
        requireFixedWidths(space);
        Slices slices = new Slices(space, initial, trained);
        List<List<List<TurnedWeights>>> stages = new ArrayList<>();
        for (int s = 0; s < space.stages().size(); s++) {
            stages.add(slices.stage(s));
        }
        return new AngleModel(space, slices.shared(), stages);
    }

    /** @throws IllegalArgumentException if the widths of stages are elastic */
    public static void requireFixedWidths(SearchSpace space) {
        if (space.hasElasticWidths()) {
            throw new IllegalArgumentException(space.name()
                    + " has elastic widths, and ranking by angle is for spaces without." + " Maybe rank by accuracy");
        }
    }

    /** Weights of subnets whose blocks all have the same choice. */
    private static final class Slices {
        private final SearchSpace space;
        private final List<Weights> before;
        private final List<Weights> after;

        Slices(SearchSpace space, Weights initial, Weights trained) {
            this.space = space;
            int most = space.stages().stream()
                    .mapToInt(Stage::choicesPerBlock)
                    .max()
                    .orElseThrow();
            List<Architecture> uniform =
                    IntStream.range(0, most).mapToObj(this::uniform).toList();
            before = uniform.stream()
                    .map(a -> Subnet.of(space, a, initial).weights())
                    .toList();
            after = uniform.stream()
                    .map(a -> Subnet.of(space, a, trained).weights())
                    .toList();
        }

        private Architecture uniform(int choice) {
            List<List<BlockChoice>> blocks = space.stages().stream()
                    .map(stage -> {
                        BlockChoice block = stage.choice(choice % stage.choicesPerBlock());
                        return IntStream.range(0, stage.maxDepth())
                                .mapToObj(i -> block)
                                .toList();
                    })
                    .toList();
            return new Architecture(space.maxResolution(), blocks);
        }

        List<List<TurnedWeights>> stage(int s) {
            Stage stage = space.stages().get(s);
            return IntStream.range(0, stage.maxDepth())
                    .mapToObj(b -> IntStream.range(0, stage.choicesPerBlock())
                            .mapToObj(choice -> sum(choice, "stages." + s + ".blocks." + b + "."))
                            .toList())
                    .toList();
        }

        TurnedWeights shared() {
            return before.get(0).tensors().keySet().stream()
                    .filter(name -> !name.startsWith("stages."))
                    .map(name -> turned(0, name))
                    .reduce(TurnedWeights.NONE, TurnedWeights::plus);
        }

        private TurnedWeights sum(int choice, String prefix) {
            return before.get(choice).tensors().tailMap(prefix).keySet().stream()
                    .takeWhile(name -> name.startsWith(prefix))
                    .map(name -> turned(choice, name))
                    .reduce(TurnedWeights.NONE, TurnedWeights::plus);
        }

        private TurnedWeights turned(int choice, String name) {
            boolean counts = name.endsWith(SUFFIX) && !name.endsWith(SCALES);
            Tensor old = before.get(choice).get(name);
            return counts ? TurnedWeights.of(old, after.get(choice).get(name)) : TurnedWeights.NONE;
        }
    }

    /** @throws InvalidFileException if it is of another space */
    static AngleModel of(AngleFile content, Path file, SearchSpace space) {
        if (!content.space().equals(space.name()) || !content.spaceSha256().equals(sha256(space))) {
            throw new InvalidFileException(
                    file,
                    "is for " + content.space() + ", not for this " + space.name() + ": their choices differ."
                            + " Maybe rank by accuracy");
        }
        boolean fits = content.stages().size() == space.stages().size()
                && IntStream.range(0, space.stages().size())
                        .allMatch(s ->
                                fits(content.stages().get(s), space.stages().get(s)));
        if (!fits) {
            throw new InvalidFileException(file, "field 'stages' has not one entry for each choice of " + space.name());
        }
        return new AngleModel(space, content.shared(), content.stages());
    }

    private static boolean fits(List<List<TurnedWeights>> places, Stage stage) {
        return places.size() == stage.maxDepth()
                && places.stream().allMatch(choices -> choices.size() == stage.choicesPerBlock());
    }

    private static String sha256(SearchSpace space) {
        return Sha256.of(JsonFile.text(space));
    }

    @Override
    public void write(Path file) {
        JsonFile.write(file, new AngleFile(FORMAT, AngleFile.KIND, space.name(), sha256(space), shared, stages));
    }

    /** What it predicts is no accuracy: the angle as a share of half a turn. */
    @Override
    public AccuracyPredictor predictor() {
        return new AccuracyPredictor() {
            @Override
            public double accuracy(Architecture architecture) {
                return share(new GenomeCodec(space), new GenomeCodec(space).encodeChecked(architecture));
            }

            @Override
            public GenomeScore score(GenomeCodec codec) {
                return genome -> share(codec, genome);
            }
        };
    }

    @Override
    public List<Architecture> fitted() {
        return List.of();
    }

    private double share(GenomeCodec codec, Genome genome) {
        TurnedWeights sum = shared;
        for (int s = 0; s < stages.size(); s++) {
            int depth = codec.depth(s, genome.gene(codec.depthPosition(s)));
            for (int b = 0; b < depth; b++) {
                sum = sum.plus(stages.get(s).get(b).get(genome.gene(codec.firstPlace(s) + b) - 1));
            }
        }
        return sum.angle() / Math.PI;
    }

    @Override
    public Optional<AccuracyEstimates> estimates() {
        return Optional.empty();
    }

    @Override
    public boolean predictsAccuracy() {
        return false;
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public PredictorModel learning(Evaluations evaluations) {
        return this;
    }

    @Override
    public List<Integer> resolutions() {
        return List.of(space.maxResolution());
    }

    @Override
    public Optional<PredictorQuality> quality() {
        return Optional.empty();
    }

    @Override
    public String description() {
        return "angle between initial and trained weights: a rank, no accuracy";
    }
}
