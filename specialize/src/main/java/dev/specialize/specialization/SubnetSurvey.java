package dev.specialize.specialization;

import dev.specialize.files.JsonLines;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Seeds;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.SupernetManifest.MeasuredAccuracy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds out how accurate the subnets of a trained supernet are: recalibrates and evaluates samples of them, those that
 * begin alike together, and writes down each as soon as it is known. It can be taken up again after a kill at any moment.
 */
final class SubnetSurvey {
    static final String FORMAT = "subnet-survey/1";
    private static final int RANDOM_SUBNETS = 50;
    /** Subnets that are evaluated together: more share little more, and so much is lost in a kill. */
    private static final int TOGETHER = 16;

    private final SearchSpace space;
    private final SubnetEvaluation evaluation;
    private final SupernetListener listener;
    private final BooleanSupplier stop;

    /** @param stop asked after each batch of images */
    SubnetSurvey(SearchSpace space, SubnetEvaluation evaluation, SupernetListener listener, BooleanSupplier stop) {
        this.space = space;
        this.evaluation = evaluation;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * All that an accuracy in the file depends on.
     *
     * @param subnets hash of what makes them
     * @param images hash of what they are evaluated on
     */
    private record Header(String format, String subnets, String images) {}

    /** @param architecture in the words of {@link Architecture#toString} */
    private record Line(String architecture, double accuracy) {}

    /**
     * Evaluates random subnets, each second one as probably shallow as deep.
     *
     * @param log what is found, line by line; what it knows already is not evaluated again
     * @return nothing if it was stopped
     */
    Optional<EvaluatedPairs> pairs(Path log, int count, long seed, ImageSource images) {
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        // nearly all distinct ones are deep, and small budgets ask for shallow ones
        List<Architecture> drawn =
                random(seed, count, (i, random) -> i % 2 == 0 ? sampler.sample(random) : sampler.sampleEvenly(random));
        return accuracies(log, "validation", drawn, images).map(accuracies -> {
            EvaluatedPairs pairs = EvaluatedPairs.none(images.count(), seed);
            for (int i = 0; i < count; i++) {
                pairs = pairs.with(drawn.get(i), accuracies.get(i));
            }
            return pairs;
        });
    }

    /**
     * Measures the largest, the smallest and some random subnets.
     *
     * @param log as for {@link #pairs}
     * @return nothing if it was stopped
     */
    Optional<MeasuredAccuracy> accuracy(Path log, String split, ImageSource images, long seed) {
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        List<Architecture> drawn = random(seed, RANDOM_SUBNETS, (i, random) -> sampler.sample(random));
        List<Architecture> subnets = Stream.concat(Stream.of(space.largest(), space.smallest()), drawn.stream())
                .toList();
        return accuracies(log, split, subnets, images).map(accuracies -> {
            double[] random = accuracies.stream().skip(2).mapToDouble(a -> a).toArray();
            return new MeasuredAccuracy(
                    split,
                    images.count(),
                    accuracies.get(0),
                    accuracies.get(1),
                    RANDOM_SUBNETS,
                    seed,
                    DoubleStream.of(random).average().orElseThrow(),
                    DoubleStream.of(random).min().orElseThrow(),
                    DoubleStream.of(random).max().orElseThrow());
        });
    }

    private static List<Architecture> random(
            long seed, int count, BiFunction<Integer, RandomGenerator, Architecture> draw) {
        return IntStream.range(0, count)
                .mapToObj(i -> draw.apply(i, new SplittableRandom(Seeds.mix(seed, i))))
                .toList();
    }

    /** In the order of the architectures. */
    private Optional<List<Double>> accuracies(
            Path log, String split, List<Architecture> architectures, ImageSource images) {
        Header header = new Header(FORMAT, evaluation.sha256(), images.fingerprint());
        try (JsonLines<Line> lines = JsonLines.open(log, header, Line.class)) {
            if (lines.replacedAnother()) {
                listener.noted("evaluating anew: " + log + " is of other weights or images");
            }
            Map<String, Double> known = new HashMap<>();
            lines.known().forEach(line -> known.put(line.architecture, line.accuracy));
            List<Architecture> unknown = architectures.stream()
                    .distinct()
                    .filter(a -> !known.containsKey(a.toString()))
                    .sorted(SubnetEvaluation.inSharingOrder())
                    .toList();
            for (int from = 0; from < unknown.size(); from += TOGETHER) {
                List<Architecture> some = unknown.subList(from, Math.min(unknown.size(), from + TOGETHER));
                Optional<List<Line>> found = evaluated(some, images);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                lines.append(found.get());
                found.get().forEach(line -> known.put(line.architecture, line.accuracy));
                listener.evaluated(split, (int) done(architectures, known), architectures.size());
            }
            return Optional.of(
                    architectures.stream().map(a -> known.get(a.toString())).toList());
        }
    }

    private static long done(List<Architecture> architectures, Map<String, Double> known) {
        return architectures.stream()
                .filter(a -> known.containsKey(a.toString()))
                .count();
    }

    private Optional<List<Line>> evaluated(List<Architecture> architectures, ImageSource images) {
        return evaluation.rightAnswers(architectures, images, stop).map(right -> {
            RightAnswers answers = new RightAnswers(right);
            return IntStream.range(0, right.size())
                    .mapToObj(i -> new Line(architectures.get(i).toString(), answers.accuracy(i)))
                    .toList();
        });
    }
}
