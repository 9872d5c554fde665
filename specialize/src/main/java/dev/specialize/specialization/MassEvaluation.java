package dev.specialize.specialization;

import dev.specialize.cluster.Workers;
import dev.specialize.files.JsonLines;
import dev.specialize.files.Sha256;
import dev.specialize.predictor.EvaluatedArchitecture;
import dev.specialize.predictor.Evaluations;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.SpecializationManifest.Evaluated;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Evaluates many subnets on the first half of a supernet's validation images, on as many workers as there are, and lets
 * the predictor learn from all of them. What is found is written down as soon as it is known.
 */
public final class MassEvaluation {
    private static final String FORMAT = "right-answers/1";
    /** Subnets that are evaluated together: more share little more, and so much is lost in a kill. */
    private static final int TOGETHER = 16;
    /** Pieces for each worker until what is found is written down. */
    private static final int WAVE = 2;

    private final Supernet supernet;
    private final Workers workers;
    private final ValidationHalves halves;

    /** @throws IllegalArgumentException if the supernet has no images for that */
    public MassEvaluation(Supernet supernet, Workers workers) {
        this.supernet = supernet;
        this.workers = workers;
        this.halves = ValidationHalves.of(supernet)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Subnets of " + supernet.manifest().name()
                                + " cannot be evaluated: it has no validation images. Maybe leave out --evaluate, or import it with"
                                + " --images."));
    }

    /** All that a line depends on. */
    private record Header(String format, String supernet) {}

    /**
     * What one subnet is right about.
     *
     * @param architecture in the words of {@link Architecture#toString}
     * @param right a bit for each image, little-endian, in base 64
     */
    private record Line(String architecture, String right) {
        private static Line of(String architecture, BitSet right) {
            return new Line(architecture, Base64.getEncoder().encodeToString(right.toByteArray()));
        }

        private boolean[] answers(int images) {
            BitSet bits = BitSet.valueOf(Base64.getDecoder().decode(right));
            boolean[] answers = new boolean[images];
            for (int i = 0; i < images; i++) {
                answers[i] = bits.get(i);
            }
            return answers;
        }
    }

    /**
     * The predictor after it has learnt.
     *
     * @param log what is found, line by line; what it knows already is not evaluated again
     * @param architectures distinct
     * @param progress told how many are done, and of how many
     * @param stop asked after each wave
     * @return nothing if it was stopped
     */
    public Optional<LearntPredictor> learnt(
            PredictorModel model,
            List<Architecture> architectures,
            Path log,
            BiConsumer<Integer, Integer> progress,
            BooleanSupplier stop) {
        if (architectures.isEmpty()) {
            return Optional.of(LearntPredictor.untaught(supernet, model));
        }
        return rightAnswers(architectures, log, progress, stop).map(right -> {
            RightAnswers answers = new RightAnswers(right);
            List<EvaluatedArchitecture> pairs = IntStream.range(0, architectures.size())
                    .mapToObj(i -> new EvaluatedArchitecture(architectures.get(i), answers.accuracy(i)))
                    .toList();
            Evaluations evaluations = new Evaluations(pairs, answers.ownDeviation(), answers.commonDeviation());
            return new LearntPredictor(
                    model.learning(evaluations),
                    halves.reported(supernet),
                    new Evaluated(pairs.size(), halves.choosing().count()));
        });
    }

    /**
     * What subnets are right about, see {@link #learnt}.
     *
     * @return for each architecture whether it is right about each image of the first half
     */
    Optional<List<boolean[]>> rightAnswers(
            List<Architecture> architectures, Path log, BiConsumer<Integer, Integer> progress, BooleanSupplier stop) {
        Header header = new Header(FORMAT, Sha256.of(supernet.folder().resolve(Supernet.MANIFEST)));
        try (JsonLines<Line> lines = JsonLines.open(log, header, Line.class)) {
            Map<String, Line> known = new HashMap<>();
            lines.known().forEach(line -> known.put(line.architecture, line));
            List<String> unknown = architectures.stream()
                    .sorted(SubnetEvaluation.inSharingOrder())
                    .map(Architecture::toString)
                    .filter(name -> !known.containsKey(name))
                    .toList();
            EvaluationTask task = new EvaluationTask(workers.ship(supernet.folder(), files()));
            int wave = TOGETHER * WAVE * workers.parallelism();
            for (int from = 0; from < unknown.size(); from += wave) {
                if (stop.getAsBoolean()) {
                    return Optional.empty();
                }
                List<Line> found = evaluated(task, unknown.subList(from, Math.min(unknown.size(), from + wave)));
                lines.append(found);
                found.forEach(line -> known.put(line.architecture, line));
                progress.accept(architectures.size() - unknown.size() + from + found.size(), architectures.size());
            }
            return Optional.of(architectures.stream()
                    .map(a -> known.get(a.toString()).answers(halves.choosing().count()))
                    .toList());
        }
    }

    private List<Line> evaluated(EvaluationTask task, List<String> architectures) {
        List<EvaluationTask.Order> orders = new ArrayList<>();
        for (int from = 0; from < architectures.size(); from += TOGETHER) {
            List<String> some = architectures.subList(from, Math.min(architectures.size(), from + TOGETHER));
            orders.add(new EvaluationTask.Order(List.copyOf(some)));
        }
        List<EvaluationTask.Answers> answers = workers.each(task, orders);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            for (int j = 0; j < orders.get(i).architectures().size(); j++) {
                lines.add(Line.of(
                        orders.get(i).architectures().get(j),
                        answers.get(i).right().get(j)));
            }
        }
        return lines;
    }

    private List<String> files() {
        return Stream.concat(Stream.of(Supernet.MANIFEST), supernet.manifest().files().keySet().stream())
                .filter(name -> Files.isRegularFile(supernet.folder().resolve(name)))
                .toList();
    }
}
