package dev.specialize.training;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.images.Dataset;
import dev.specialize.images.FashionMnist;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.predictor.AngleModel;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All recipes at equal time on the same images of Fashion-MNIST, and some subnets trained alone for as long: how accurate
 * supernets become, and whether they rank subnets as those rank that were trained alone. {@code -Dspecialize.seconds=N}
 * for each training; a picture is written to {@code target/recipes.svg}.
 */
@Tag("benchmark")
class RecipesBenchmark {
    private static final int TRAINING_IMAGES = 12_000;
    private static final int TEST_IMAGES = 2_000;
    private static final int RANDOM_SUBNETS = 50;
    private static final int ALONE = 8;
    private static final int BATCH = 64;
    /** The fastest counts: what others on the machine do must not cost a recipe its epochs. */
    private static final int TIMES = 5;

    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32")
            .orElseThrow()
            .withInputChannels(1)
            .withWidthMultiplier(0.35)
            .withResolutions(List.of(16));

    @TempDir
    private Path folder;

    private TorchEngine engine;
    private Dataset data;
    private Preprocessing preprocessing;
    private double seconds;

    /** What came of one recipe. */
    @SuppressWarnings("ArrayRecordComponent") // read where it is made
    private record Row(String name, int epochs, double largest, double smallest, double[] random, double tau) {
        DoubleSummaryStatistics statistics() {
            return Arrays.stream(random).summaryStatistics();
        }

        double deviation() {
            double mean = statistics().getAverage();
            return Math.sqrt(Arrays.stream(random)
                    .map(r -> (r - mean) * (r - mean))
                    .average()
                    .orElseThrow());
        }
    }

    @Test
    void recipes_at_equal_time() throws IOException {
        prepare();
        try (TorchEngine open = TorchEngine.open()) {
            engine = open;
            List<Architecture> chosen = sampled(2, ALONE);
            double[] alone = chosen.stream().mapToDouble(this::alone).toArray();
            print("alone: %s", Arrays.toString(alone));
            printHead();
            List<Row> rows = new ArrayList<>();
            for (Recipe recipe : BuiltInRecipes.all().toList()) {
                if (recipe.name().equals("mutual")) {
                    continue; // at a single resolution it is the sandwich rule
                }
                Row row = row(timed(recipe), chosen, alone);
                rows.add(row);
                printRow(row);
            }
            Files.writeString(Path.of("target", "recipes.svg"), new RecipePicture(bars(rows)).svg());
            assertThat(rows).hasSize(9);
        }
    }

    /**
     * Built-in recipes at several ratios of Muon's steps to the learning rate, the same in all phases, and what such steps
     * cost. {@code -Dspecialize.recipes=NAME,NAME} and {@code -Dspecialize.muon=0,0.2} name others.
     */
    @Test
    void muon_at_equal_epochs() {
        prepare();
        double[] ratios = listed("specialize.muon", "0,0.1,0.2,0.4,0.8")
                .mapToDouble(Double::parseDouble)
                .toArray();
        try (TorchEngine open = TorchEngine.open()) {
            engine = open;
            listed("specialize.recipes", "largest-first").forEach(name -> compare(name, ratios));
        }
    }

    private static Stream<String> listed(String property, String usual) {
        return Stream.of(System.getProperty(property, usual).split(","));
    }

    private void compare(String name, double[] ratios) {
        List<Recipe> recipes = Arrays.stream(ratios)
                .mapToObj(muon -> withMuon(name, muon).withBatchSize(BATCH))
                .toList();
        double[] cost = secondsPerImage(recipes.subList(0, 2));
        print("%s: a step of the second takes %.2f times as long as one of the first", name, cost[1] / cost[0]);
        printHead();
        int epochs = epochs(cost[0]);
        for (Recipe recipe : recipes) {
            Row row = row(recipe.withEpochs(epochs), List.of(), new double[0]);
            assertThat(row.smallest).isGreaterThan(0.2);
            printRow(row);
        }
    }

    private static Recipe withMuon(String name, double muon) {
        String builtIn = JsonFile.text(BuiltInRecipes.named(name).orElseThrow());
        String text = builtIn.replaceFirst("\"name\" : \"" + name + "\"", "\"name\" : \"" + name + " " + muon + "\"")
                .replaceAll("\"muon\" : [0-9.]+", "\"muon\" : " + muon);
        return JsonFile.parse(text, Path.of("recipe.json"), Recipe.class);
    }

    private static void printHead() {
        print(
                "%-14s %6s %8s %8s %8s %8s %17s %6s",
                "recipe", "epochs", "largest", "smallest", "random", "spread", "lowest, highest", "tau");
    }

    private void prepare() {
        seconds = Double.parseDouble(System.getProperty("specialize.seconds", "150"));
        Dataset whole = Dataset.read(FashionMnist.folder(), new Dataset.Settings(16, 1, 5_000, 0), note -> {});
        ImageSet train = whole.train().range(0, TRAINING_IMAGES);
        ImageSet test = whole.test().orElseThrow().range(0, TEST_IMAGES);
        data = new Dataset(whole.classes(), train, whole.validation().range(0, 64), Optional.of(test));
        preprocessing = Preprocessing.measuredOn(train);
    }

    /** Without those whose subnets guess: beside them all others look alike. */
    private static List<RecipePicture.Bar> bars(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.name.equals("random-labels") && !row.name.equals("largest"))
                .map(row -> new RecipePicture.Bar(row.name, row.largest, row.smallest, row.random))
                .toList();
    }

    private static void printRow(Row row) {
        print(
                "%-14s %6d %6.2f %% %6.2f %% %6.2f %% %6.2f %% %6.2f %%, %6.2f %% %6.2f",
                row.name,
                row.epochs,
                100 * row.largest,
                100 * row.smallest,
                100 * row.statistics().getAverage(),
                100 * row.deviation(),
                100 * row.statistics().getMin(),
                100 * row.statistics().getMax(),
                row.tau);
    }

    private static List<Architecture> sampled(long seed, int count) {
        ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
        return LongStream.range(0, count)
                .mapToObj(i -> sampler.sample(new SplittableRandom(1_000 * seed + i)))
                .toList();
    }

    private double alone(Architecture architecture) {
        Recipe largest = BuiltInRecipes.largest();
        Phase whole = largest.phases().get(0);
        Phase phase = AloneBenchmark.alone(architecture, 1, whole.learningRate(), whole.muon());
        Recipe recipe = timed(largest.withPhases(List.of(phase)));
        return accuracy(trained(recipe, "alone-" + architecture), architecture);
    }

    /** As many epochs as fit the time. */
    private Recipe timed(Recipe recipe) {
        Recipe sized = recipe.withBatchSize(BATCH);
        return sized.withEpochs(epochs(secondsPerImage(List.of(sized))[0]));
    }

    private int epochs(double secondsPerImage) {
        return (int) Math.max(1, Math.round(seconds / secondsPerImage / TRAINING_IMAGES));
    }

    /** Of each recipe the least, measured in turns. */
    private double[] secondsPerImage(List<Recipe> recipes) {
        Throughput throughput = new Throughput(TorchEngines.of(engine), System::nanoTime);
        double[] least = new double[recipes.size()];
        Arrays.fill(least, Double.MAX_VALUE);
        for (int i = 0; i < TIMES * least.length; i++) {
            int place = i % least.length;
            double time = throughput.secondsPerImage(SPACE, recipes.get(place), preprocessing);
            least[place] = Math.min(least[place], time);
        }
        return least;
    }

    private Weights trained(Recipe recipe, String name) {
        TrainingJob job = new TrainingJob(SPACE, data, preprocessing, recipe, Start.random(SPACE, recipe.seed()));
        Path place = folder.resolve(name.replace(' ', '-'));
        return new Trainer(engine, job, place, TrainerOptions.USUAL, System::nanoTime)
                .train(p -> {}, () -> false)
                .weights();
    }

    private double accuracy(Weights weights, Architecture architecture) {
        ImageSource test = data.test().orElseThrow();
        SubnetEvaluation evaluation = new SubnetEvaluation(
                engine, SPACE, weights, preprocessing, data.train().range(0, 500));
        return evaluation.accuracy(evaluation.recalibrated(architecture), test);
    }

    private Row row(Recipe recipe, List<Architecture> chosen, double[] alone) {
        Weights weights = trained(recipe, recipe.name());
        ToDoubleFunction<Architecture> rank = architecture -> recipe.ranksByAngle()
                ? AngleModel.of(SPACE, Start.random(SPACE, recipe.seed()).weights(), weights)
                        .predictor()
                        .accuracy(architecture)
                : accuracy(weights, architecture);
        return new Row(
                recipe.name(),
                recipe.epochs(),
                accuracy(weights, SPACE.largest()),
                accuracy(weights, SPACE.smallest()),
                sampled(3, RANDOM_SUBNETS).stream()
                        .mapToDouble(a -> accuracy(weights, a))
                        .toArray(),
                kendall(alone, chosen.stream().mapToDouble(rank).toArray()));
    }

    /** Kendall's tau of lists without ties. */
    private static double kendall(double[] x, double[] y) {
        double agreement = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                agreement += Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
            }
        }
        return agreement / (x.length * (x.length - 1) / 2.0);
    }
}
