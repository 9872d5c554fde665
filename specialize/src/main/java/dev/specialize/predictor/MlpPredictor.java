package dev.specialize.predictor;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Tensor;
import java.util.List;
import java.util.SortedMap;

/**
 * A multi-layer perceptron over one-hot choices, as the predictors published with Once-for-All are (arXiv:1908.09791,
 * section 3.4). It knows neither widths of layers nor classes: it serves every space of the same choices.
 */
public final class MlpPredictor implements AccuracyPredictor {
    private final SearchSpace space;
    private final MlpFeatures features;
    private final Perceptron perceptron;

    /** @throws IllegalArgumentException if the perceptron's input has another size than the features; says what would fit */
    MlpPredictor(SearchSpace space, MlpFeatures features, Perceptron perceptron) {
        int given = features.resolutions().size();
        int others = features.size() - given;
        int inputs = perceptron.inputs();
        if (inputs <= others) {
            throw new IllegalArgumentException("its input has " + inputs + " values; " + space.name() + " needs "
                    + others + " and one for each resolution. Maybe it is a predictor for another space.");
        }
        if (inputs != features.size()) {
            throw new IllegalArgumentException("its input has " + inputs + " values; " + space.name() + " with "
                    + given + " resolutions needs " + features.size() + ". Maybe it was trained on "
                    + (inputs - others) + " resolutions: name those with --resolutions, in its order.");
        }
        this.space = space;
        this.features = features;
        this.perceptron = perceptron;
    }

    /**
     * Takes the tensors of a published predictor, in either form in use:
     *
     * <ul>
     *   <li>{@code 0.weight}, {@code 0.bias}, {@code 2.weight}, ... {@code 6.bias}: kernels, expansions, then resolutions
     *       from 112 in steps of 16; gives the accuracy;
     *   <li>{@code layers.0.0.weight}, {@code layers.0.0.bias}, ... {@code layers.3.weight}, {@code base_acc}: resolutions
     *       first; gives the difference to {@code base_acc}.
     * </ul>
     *
     * @param resolutions those of the second form, in its order; empty for the first form, which has its own
     * @throws IllegalArgumentException if they are neither or do not fit the space; the message names the tensor or size
     */
    public static MlpPredictor of(SortedMap<String, Tensor> tensors, SearchSpace space, List<Integer> resolutions) {
        PublishedMlp published = PublishedMlp.of(tensors);
        return new MlpPredictor(
                space, new MlpFeatures(space, published.layout(), resolutions), new Perceptron(published.layers()));
    }

    @Override
    public double accuracy(Architecture architecture) {
        space.requireContains(architecture);
        // a codec of this resolution alone: the space may have some that the perceptron has not
        GenomeCodec codec = new GenomeCodec(space.withResolutions(List.of(architecture.resolution())));
        return Math.max(0, Math.min(1, score(codec).of(codec.encode(architecture))));
    }

    /**
     * The output, not clamped.
     *
     * @param codec of the space or of a part of it
     * @throws IllegalArgumentException if the perceptron has no input for a resolution of the codec's space
     */
    @Override
    public GenomeScore score(GenomeCodec codec) {
        return new MlpScore(perceptron, features, codec);
    }

    MlpFeatures features() {
        return features;
    }

    Perceptron perceptron() {
        return perceptron;
    }
}
