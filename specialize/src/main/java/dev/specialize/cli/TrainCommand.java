package dev.specialize.cli;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.SupernetMaker;
import dev.specialize.specialization.SupernetPlan;
import dev.specialize.specialization.UnfinishedRun;
import dev.specialize.supernet.Precision;
import dev.specialize.supernet.Supernet;
import dev.specialize.training.BuiltInRecipes;
import dev.specialize.training.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a supernet out of images. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a supernet on labelled images, fits its accuracy predictor and measures what came out."
                + " Ctrl-C saves and stops; --resume goes on.",
        footerHeading = "%nExample:%n",
        footer = {
            "  specialize train --space mbv3-32 --data images --out build/supernet --epochs 20",
            "",
            "images holds train/<class>/* and, if there are, val/<class>/* and test/<class>/*,",
            "or the idx files of MNIST or Fashion-MNIST."
        })
final class TrainCommand implements Callable<Integer> {
    private final Interruption interruption;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--space",
            paramLabel = "NAME|FILE",
            defaultValue = "mbv3-32",
            description =
                    "Search space: mbv3, mbv3-32, proxyless, resnet50, residual-32 or a JSON file (default: ${DEFAULT-VALUE}).")
    private String space;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of images.")
    private Path data;

    @Option(
            names = {"--out", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Folder for the supernet.")
    private Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the supernet (default: that of its folder).")
    private String name;

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            defaultValue = "largest-first",
            description =
                    "How to train: largest-first, sandwich, mutual, progressive, single-path, fair, random, coupled,"
                            + " random-labels, largest or a JSON file (default: ${DEFAULT-VALUE}).")
    private String recipe;

    @Option(names = "--epochs", paramLabel = "N", description = "Instead of the recipe's.")
    private Integer epochs;

    @Option(
            names = "--init",
            paramLabel = "NAME|DIR|FILE",
            description = "Start from weights that came with the program (cifar-10, fashion-mnist), of another supernet"
                    + " (its folder), a Once-for-All checkpoint or a torchvision MobileNet checkpoint, remapped into this"
                    + " space.")
    private String init;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Choose batch, width and epochs so that training and evaluation take about so long here.")
    private Double minutes;

    @Option(
            names = "--population",
            paramLabel = "N",
            defaultValue = "1",
            description = "So many runs compete, with other learning rates, weight decays and distillation weights; the"
                    + " worst go on from the best (default: ${DEFAULT-VALUE}).")
    private int population;

    @Option(names = "--seed", paramLabel = "N", description = "Instead of the recipe's.")
    private Long seed;

    @Option(names = "--channels", paramLabel = "N", description = "1 for grey, 3 for colour (default: the space's).")
    private Integer channels;

    @Option(names = "--width", paramLabel = "X", description = "Width multiplier (default: the space's).")
    private Double width;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "200",
            description = "Subnets to evaluate for the accuracy predictor (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--precision", paramLabel = "TYPE", description = "float32 or bfloat16, instead of the recipe's.")
    private Precision precision;

    @Option(names = "--json", description = "Print the supernet's manifest instead of its folder.")
    private boolean json;

    @Mixin
    private RunOptions run;

    TrainCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        if (minutes != null && epochs != null) {
            throw new ParameterException(
                    spec.commandLine(), "--minutes chooses the epochs. Maybe leave out --epochs, or --minutes");
        }
        Console console = new Console(spec.commandLine().getErr());
        SupernetPlan plan = new SupernetPlan(
                name(),
                space(),
                data,
                recipe(),
                Optional.ofNullable(minutes).map(m -> Duration.ofMillis(Math.round(60_000 * m))),
                Optional.ofNullable(init).map(Home.here()::donor),
                run.trainer(),
                population,
                pairs,
                out);
        OutputFolder.requireWritable(out);
        run.requireStartingPoint(out);
        noteDonors(plan, console);
        interruption.heeded();
        Optional<Supernet> supernet = new SupernetMaker(plan, new TrainingDisplay(console), interruption).make();
        if (supernet.isEmpty()) {
            return Problem.stopped(RunOptions.STOPPED, spec.commandLine());
        }
        Supernet made = supernet.get();
        spec.commandLine().getOut().print(json ? JsonFile.text(made.manifest()) : String.format("%s%n", made.folder()));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    /** Hours of random weights are seldom meant where others lie ready. */
    private void noteDonors(SupernetPlan plan, Console console) {
        if (init == null && !UnfinishedRun.isIn(out)) {
            Home.here()
                    .donors(plan.space())
                    .forEach(
                            donor -> console.note("begins with random weights. Maybe begin with ones that came with the"
                                    + " program: --init " + donor));
        }
    }

    private String name() {
        return Optional.ofNullable(name).orElseGet(() -> OutputFolder.supernetName(out));
    }

    private SearchSpace space() {
        if (channels != null && channels != 1 && channels != 3) {
            throw new ParameterException(spec.commandLine(), "--channels must be 1 or 3, got " + channels);
        }
        SearchSpace found = SpaceOption.named(space);
        found = channels == null ? found : found.withInputChannels(channels);
        return width == null ? found : found.withWidthMultiplier(width);
    }

    private Recipe recipe() {
        Recipe found = BuiltInRecipes.named(recipe).orElseGet(this::recipeFromFile);
        found = epochs == null ? found : found.withEpochs(epochs);
        found = precision == null ? found : found.withPrecision(precision);
        return seed == null ? found : found.withSeed(seed);
    }

    private Recipe recipeFromFile() {
        Path file = Path.of(recipe);
        if (!Files.exists(file)) {
            String names = BuiltInRecipes.all().map(Recipe::name).collect(Collectors.joining(", "));
            throw new InvalidFileException(file, "no such file, and no built-in recipe: there are " + names);
        }
        return JsonFile.read(file, Recipe.class);
    }
}
