package dev.specialize.training;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.images.Augmentation;
import dev.specialize.images.Dataset;
import dev.specialize.images.FashionMnist;
import dev.specialize.images.ImageSource;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Subnets of the bundled supernet against the same architectures trained alone, on the same images, for as many steps as
 * they had in it: the smallest, the largest and a random one, or those that {@code -Dspecialize.subnets=smallest,random}
 * names. Hours; what is interrupted goes on from {@code build/alone} at the root. {@code -Dspecialize.supernet=DIR
 * -Dspecialize.images=DIR}: of another one, which was trained by one recipe on these images.
 */
@Tag("benchmark")
class AloneBenchmark {
    private static final Optional<Path> OTHER = folder("specialize.supernet");
    private static final Path PLACE = Path.of("../build/alone");
    /** The rate of the built-in recipe for one net, at batches half as large. */
    private static final double RATE = 0.05;

    private static final int STEPS_BETWEEN_NOTES = 100;

    private final Supernet supernet = Supernet.read(OTHER.orElse(BundledSupernet.FOLDER));
    private final Recipe recipe = JsonFile.read(
            OTHER.map(folder -> folder.resolve("recipe.json")).orElse(BundledSupernet.WHOLE_RECIPE), Recipe.class);

    /** As a property names it, from the root. */
    private static Optional<Path> folder(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .map(name -> Path.of("..").resolve(name));
    }

    @Test
    void subnets_against_the_same_trained_alone() {
        Path images = folder("specialize.images").orElseGet(FashionMnist::folder);
        Dataset data = Dataset.read(images, recipe.settings(supernet.space()), note -> {});
        try (TorchEngines engines = TorchEngine.openAll()) {
            named().forEach(name -> compare(name, engines, data));
        }
    }

    private static Stream<String> named() {
        return Stream.of(System.getProperty("specialize.subnets", "smallest,random,largest")
                .split(","));
    }

    private Architecture subnet(String name) {
        return switch (name) {
            case "smallest" -> supernet.space().smallest();
            case "largest" -> supernet.space().largest();
            case "random" -> new ArchitectureSampler(supernet.space()).sample(new SplittableRandom(1));
            default -> throw new IllegalArgumentException("no such subnet: " + name);
        };
    }

    private void compare(String name, TorchEngines engines, Dataset data) {
        Architecture subnet = subnet(name);
        Recipe alone = alone(subnet);
        TrainingJob job = new TrainingJob(
                supernet.space(),
                data,
                supernet.manifest().preprocessing(),
                alone,
                Start.random(supernet.space(), alone.seed()));
        Path place = PLACE.resolve(supernet.manifest().name()).resolve(name);
        Trainer trainer = new Trainer(engines, job, place, TrainerOptions.USUAL, System::nanoTime);
        print("%s: %d steps", name, trainer.steps());
        Weights weights = trainer.train(new Notes(), () -> false).weights();
        ImageSource test = data.test().orElseThrow();
        SubnetEvaluation evaluation = new SubnetEvaluation(
                engines.first(),
                supernet.space(),
                weights,
                supernet.manifest().preprocessing(),
                supernet.calibration().orElseThrow());
        double apart = accuracy(evaluation, subnet, test);
        double within = accuracy(supernet.evaluation(engines.first()), subnet, test);
        print("%s: %.2f %% in the supernet, %.2f %% alone", name, 100 * within, 100 * apart);
        assertThat(within).as(name).isGreaterThan(apart - 0.01);
    }

    private static double accuracy(SubnetEvaluation evaluation, Architecture subnet, ImageSource images) {
        return evaluation.accuracy(evaluation.recalibrated(subnet), images);
    }

    /**
     * The largest has every step; the others those of the sandwich rule, in which one random subnet stands for all. Phases
     * whose images are varied in their own way stay phases.
     */
    private Recipe alone(Architecture subnet) {
        Map<Boolean, List<Phase>> bySandwich = recipe.phases().stream()
                .collect(Collectors.partitioningBy(phase -> phase.sampling().isSandwich()));
        List<Phase> before = subnet.equals(supernet.space().largest()) ? bySandwich.get(false) : List.of();
        Map<Boolean, List<Phase>> byImages = bySandwich.get(true).stream()
                .collect(Collectors.partitioningBy(phase -> phase.augmentation().isPresent()));
        List<Phase> merged = byImages.get(false);
        double share = share(before) + share(bySandwich.get(true));
        Function<Phase, Phase> own = phase -> alone(
                phase.given().orElse(subnet),
                phase.share() / share,
                phase.learningRate(),
                phase.muon(),
                phase.augmentation());
        Stream<Phase> together =
                merged.stream().limit(1).map(phase -> alone(subnet, share(merged) / share, RATE, phase.muon()));
        Stream<Phase> phases = Stream.of(
                        before.stream().map(own),
                        together,
                        byImages.get(true).stream().map(own))
                .flatMap(part -> part);
        return recipe.withPhases(phases.toList()).withEpochs((int) Math.round(share * recipe.epochs()));
    }

    private static double share(List<Phase> phases) {
        return phases.stream().mapToDouble(Phase::share).sum();
    }

    /** A phase that trains a subnet alone, by labels. */
    static Phase alone(Architecture subnet, double share, double rate, double muon) {
        return alone(subnet, share, rate, muon, Optional.empty());
    }

    private static Phase alone(
            Architecture subnet, double share, double rate, double muon, Optional<Augmentation> augmentation) {
        return new Phase(
                "alone",
                share,
                Sampling.GIVEN,
                1,
                Optional.of(subnet),
                Opening.ALL,
                Teaching.LABELS,
                Labels.TRUE,
                rate,
                muon,
                Phase.WEIGHT_DECAY,
                Phase.WARMUP,
                Entry.AS_IS,
                augmentation);
    }

    /** Tells now and then how far it is. */
    private static final class Notes implements TrainingListener {
        @Override
        public void trained(TrainingProgress progress) {
            if (progress.step() % STEPS_BETWEEN_NOTES == 0) {
                print("step %d of %d, loss %.3f", progress.step(), progress.steps(), progress.loss());
            }
        }

        @Override
        public void noted(String message) {
            print("%s", message);
        }
    }
}
