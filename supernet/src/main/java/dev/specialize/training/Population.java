package dev.specialize.training;

import dev.specialize.files.Folder;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Seeds;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Population-based training (arXiv:1711.09846): several runs of one recipe that differ in learning rate, weight decay and
 * distillation weight take turns; after each turn the worst go on from the weights of the best, with settings near theirs.
 * It can be stopped and taken up anywhere, and ends the same.
 */
public final class Population implements ResumableTraining {
    private static final int TURNS = 10;
    private static final double REPLACED = 0.25;
    private static final double UP = 1.25;
    private static final double DOWN = 0.8;
    /** First settings are up to so many times the recipe's, or as much less. */
    private static final double SPREAD = 2;

    private static final int VALIDATION_IMAGES = 1_000;
    private static final int RANDOM_SUBNETS = 3;
    private static final String STATE = "population.json";

    private final TorchEngines engines;
    private final TrainingJob job;
    private final Path folder;
    private final List<Trainer> members;

    /**
     * Prepares.
     *
     * @param size how many runs, at least two
     */
    public Population(
            TorchEngines engines,
            TrainingJob job,
            Path folder,
            TrainerOptions options,
            int size,
            LongSupplier nanoTime) {
        Require.that(size >= 2, "population", "must be at least 2", size);
        this.engines = engines;
        this.job = job;
        this.folder = folder;
        members = IntStream.range(0, size)
                .mapToObj(i -> new Trainer(engines, job, member(folder, i), options, nanoTime))
                .toList();
    }

    private static Path member(Path folder, int index) {
        return folder.resolve("member-" + index);
    }

    /**
     * What is known at the end of a turn.
     *
     * @param members how many there are
     * @param accuracies of the members that have finished it
     */
    record Standing(String format, int members, int turn, List<Double> accuracies) {
        static final String FORMAT = "population/2";

        Standing {
            Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
            accuracies = List.copyOf(accuracies);
        }

        Standing with(double accuracy) {
            return new Standing(
                    format,
                    members,
                    turn,
                    Stream.concat(accuracies.stream(), Stream.of(accuracy)).toList());
        }

        /** Members, the best first. */
        List<Integer> ranked() {
            return IntStream.range(0, accuracies.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -accuracies.get(i)))
                    .toList();
        }
    }

    /** True if a population, finished or not, lies in the folder. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(STATE));
    }

    /**
     * Checks that a run of so many members may be begun or taken up in a folder.
     *
     * @throws InvalidFileException if another number was begun there
     */
    public static void requireBegunWith(int members, Path folder) {
        Path state = folder.resolve(STATE);
        int begun = isIn(folder)
                ? JsonFile.read(state, Standing.class).members
                : Trainer.hasCheckpoint(folder) ? 1 : members;
        if (begun != members) {
            throw new InvalidFileException(
                    folder,
                    "was begun with --population " + begun + ", asked is " + members
                            + ". Maybe ask for that, or choose another --out");
        }
    }

    /** What was killed while it was scattered has trained nothing, and is scattered anew. */
    @Override
    public void requireSame() {
        if (isIn(folder)) {
            members.forEach(Trainer::requireSame);
        }
    }

    /**
     * Trains all members to the end, or until told to stop.
     *
     * @return the best member's
     */
    @Override
    public Trainer.Outcome train(TrainingListener listener, BooleanSupplier stop) {
        members.get(0).requireRoomFor(members.size(), folder);
        if (!isIn(folder)) {
            scatter();
        }
        Standing standing = JsonFile.read(folder.resolve(STATE), Standing.class);
        while (true) {
            while (standing.accuracies.size() < members.size()) {
                int index = standing.accuracies.size();
                Trainer.Outcome outcome = members.get(index).train(end(standing.turn), listener, stop);
                if (outcome.steps() < end(standing.turn)) {
                    return outcome;
                }
                standing = standing.with(accuracy(outcome.weights()));
                save(standing);
                tell(listener, standing, index);
            }
            if (standing.turn + 1 == TURNS) {
                return members.get(standing.ranked().get(0)).train(end(standing.turn), listener, stop);
            }
            exploit(standing, listener);
            standing = new Standing(Standing.FORMAT, members.size(), standing.turn + 1, List.of());
            save(standing);
        }
    }

    /** The first has the recipe's settings, the others random ones around them. */
    private void scatter() {
        for (int i = 0; i < members.size(); i++) {
            makeFolder(i);
            Controls controls = i == 0 ? Controls.NONE : drawn(random(-1, i));
            members.get(i).put(members.get(i).initial().withControls(controls));
        }
        save(new Standing(Standing.FORMAT, members.size(), 0, List.of()));
    }

    private static Controls drawn(SplittableRandom random) {
        return new Controls(factor(random), factor(random), factor(random));
    }

    private void makeFolder(int index) {
        try {
            Folder.make(member(folder, index));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + member(folder, index) + ": " + e.getMessage(), e);
        }
    }

    private static double factor(SplittableRandom random) {
        return Math.pow(SPREAD, 2 * random.nextDouble() - 1);
    }

    private SplittableRandom random(int turn, int index) {
        return new SplittableRandom(Seeds.mix(job.recipe().seed() + 7, (long) members.size() * turn + index));
    }

    private long end(int turn) {
        return members.get(0).steps() * (turn + 1) / TURNS;
    }

    /** Doing it twice changes nothing: the best are only read. */
    private void exploit(Standing standing, TrainingListener listener) {
        List<Integer> ranked = standing.ranked();
        int replaced = Math.max(1, (int) (REPLACED * ranked.size()));
        for (int i = 0; i < replaced; i++) {
            int loser = ranked.get(ranked.size() - 1 - i);
            int winner = ranked.get(i);
            SplittableRandom random = random(standing.turn, loser);
            Checkpoint best = members.get(winner).state();
            Controls near = new Controls(
                    best.controls().rate() * step(random),
                    best.controls().decay() * step(random),
                    best.controls().distillation() * step(random));
            members.get(loser).follow(members.get(winner), best.withControls(near));
            listener.noted(String.format(
                    Locale.ROOT,
                    "member %d goes on from member %d with %.3g of the recipe's learning rate, %.3g of its weight decay,"
                            + " %.3g of its distillation",
                    loser,
                    winner,
                    near.rate(),
                    near.decay(),
                    near.distillation()));
        }
    }

    private static double step(SplittableRandom random) {
        return random.nextBoolean() ? UP : DOWN;
    }

    /** Mean of the largest, the smallest and some random subnets, the same for all members, on validation images. */
    private double accuracy(Weights weights) {
        ImageSet calibration = job.recipe().calibration(job.data().train());
        ImageSet judged = job.data().validation().first(VALIDATION_IMAGES);
        SubnetEvaluation evaluation =
                new SubnetEvaluation(engines.first(), job.space(), weights, job.preprocessing(), calibration);
        ArchitectureSampler sampler = new ArchitectureSampler(job.space());
        SplittableRandom random = random(-2, 0);
        Stream<Architecture> drawn =
                Stream.generate(() -> sampler.sample(random)).limit(RANDOM_SUBNETS);
        return Stream.concat(Stream.of(job.space().largest(), job.space().smallest()), drawn)
                .mapToDouble(a -> evaluation.accuracy(evaluation.recalibrated(a), judged))
                .average()
                .orElseThrow();
    }

    private static void tell(TrainingListener listener, Standing standing, int index) {
        listener.noted(String.format(
                Locale.ROOT,
                "turn %d of %d, member %d: %.2f %% on validation images",
                standing.turn + 1,
                TURNS,
                index,
                100 * standing.accuracies.get(index)));
    }

    private void save(Standing standing) {
        JsonFile.write(folder.resolve(STATE), standing);
    }
}
