package dev.specialize.training;

import dev.specialize.images.BatchStream;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.images.Seeds;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Precision;
import dev.specialize.supernet.TorchEngines;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Training steps to time: each of one subnet, on noise.
 *
 * @param networks how many subnets take turns
 */
record TrainingCase(String name, SearchSpace space, Recipe recipe, int networks) {
    private static final int RANDOM_NETWORKS = 10;
    private static final int LEAST_UNTIMED_STEPS = 5;

    static List<TrainingCase> all() {
        return List.of(
                largest("mbv3-32", 32, 128),
                random("mbv3-32", 32, 128),
                largest("mbv3", 128, 16),
                random("mbv3", 128, 16));
    }

    private static TrainingCase largest(String space, int resolution, int batch) {
        return of(
                space + ", largest", space, resolution, BuiltInRecipes.largest().withBatchSize(batch), 1);
    }

    private static TrainingCase random(String space, int resolution, int batch) {
        Recipe recipe = BuiltInRecipes.named("single-path").orElseThrow().withBatchSize(batch);
        return of(space + ", random", space, resolution, recipe, RANDOM_NETWORKS);
    }

    private static TrainingCase of(String name, String space, int resolution, Recipe recipe, int networks) {
        SearchSpace chosen = BuiltInSpaces.named(space).orElseThrow().withResolutions(List.of(resolution));
        return new TrainingCase(name + ", " + resolution + " px", chosen, recipe, networks);
    }

    TrainingCase withPrecision(Precision precision) {
        return new TrainingCase(name, space, recipe.withPrecision(precision), networks);
    }

    int batch() {
        return recipe.batchSize();
    }

    /** Steps that come before the timed ones: each subnet's first takes longer. */
    int untimed() {
        return Math.max(LEAST_UNTIMED_STEPS, networks > 1 ? networks : 0);
    }

    /** In the order in which steps train them. */
    List<Architecture> subnets() {
        SubnetRule rule = phase().sampling().rule(space, phase());
        return LongStream.range(0, networks)
                .mapToObj(step -> new SplittableRandom(Seeds.mix(recipe.seed() + 2, step)))
                .map(random -> rule.subnets(space.maxResolution(), random).get(0))
                .toList();
    }

    private Phase phase() {
        return recipe.phases().get(0);
    }

    /**
     * Over the mean time of a step, batch and descent included.
     *
     * @param muon as {@link Phase} has it
     */
    double imagesPerSecond(TorchEngines engines, int timed, double muon) {
        Preprocessing preprocessing = new Preprocessing(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
        ImageSet noise = preprocessing.noise(batch(), space.maxResolution(), 1);
        TrainingRun run = new TrainingRun(space, recipe, noise, preprocessing);
        BatchStream batches = run.batches();
        long nanos = 0;
        try (Learner learner = new Learner(
                        engines,
                        recipe,
                        Checkpoint.initial(Start.random(space, 1).weights()));
                PhaseGradients step = new PhaseGradients(learner, run, phase(), phase().teaching(), () -> {
                    throw new IllegalStateException("no teacher");
                })) {
            for (int i = -untimed(); i < timed; i++) {
                long began = System.nanoTime();
                BatchStream.Batch batch = batches.batch(0, space.resolutions());
                step.run(batch, Math.floorMod(i, networks));
                learner.descend(1e-3, muon, 5e-4);
                nanos += i < 0 ? 0 : System.nanoTime() - began;
            }
        }
        return batch() * timed / (nanos / 1e9);
    }
}
