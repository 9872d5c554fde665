package dev.specialize.specialization;

import dev.specialize.files.JsonFile;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Seeds;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.SupernetManifest.MeasuredAccuracy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;

/** Finds out how accurate the subnets of a trained supernet are: recalibrates and evaluates samples of them. */
final class SubnetSurvey {
    private static final int RANDOM_SUBNETS = 50;
    private static final int PAIRS_BETWEEN_SAVES = 10;

    private final SearchSpace space;
    private final SubnetEvaluation evaluation;
    private final SupernetListener listener;
    private final BooleanSupplier stop;

    /** @param stop asked after each subnet */
    SubnetSurvey(SearchSpace space, SubnetEvaluation evaluation, SupernetListener listener, BooleanSupplier stop) {
        this.space = space;
        this.evaluation = evaluation;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Evaluates until there are {@code count} pairs, after those that are in the file already, and saves on the way.
     *
     * @return nothing if it was stopped
     */
    Optional<EvaluatedPairs> pairs(Path file, int count, long seed, ImageSource images) {
        EvaluatedPairs pairs =
                Files.exists(file) ? EvaluatedPairs.read(file) : EvaluatedPairs.none(images.count(), seed);
        for (int i = pairs.pairs().size(); i < count; i++) {
            Architecture architecture = random(seed, i);
            pairs = pairs.with(architecture, accuracy(architecture, images));
            listener.evaluated("validation", i + 1, count);
            boolean stopped = stop.getAsBoolean();
            if (stopped || (i + 1) % PAIRS_BETWEEN_SAVES == 0 || i + 1 == count) {
                JsonFile.write(file, pairs);
            }
            if (stopped) {
                return Optional.empty();
            }
        }
        return Optional.of(pairs);
    }

    /**
     * Measures the largest, the smallest and some random subnets.
     *
     * @return nothing if it was stopped
     */
    Optional<MeasuredAccuracy> accuracy(String split, ImageSource images, long seed) {
        double largest = accuracy(space.largest(), images);
        double smallest = accuracy(space.smallest(), images);
        double[] random = new double[RANDOM_SUBNETS];
        for (int i = 0; i < RANDOM_SUBNETS; i++) {
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
            random[i] = accuracy(random(seed, i), images);
            listener.evaluated(split, i + 1, RANDOM_SUBNETS);
        }
        return Optional.of(new MeasuredAccuracy(
                split,
                images.count(),
                largest,
                smallest,
                RANDOM_SUBNETS,
                seed,
                DoubleStream.of(random).average().orElseThrow(),
                DoubleStream.of(random).min().orElseThrow(),
                DoubleStream.of(random).max().orElseThrow()));
    }

    private Architecture random(long seed, int number) {
        return new ArchitectureSampler(space).sample(new SplittableRandom(Seeds.mix(seed, number)));
    }

    private double accuracy(Architecture architecture, ImageSource images) {
        return evaluation.accuracy(evaluation.recalibrated(architecture), images);
    }
}
