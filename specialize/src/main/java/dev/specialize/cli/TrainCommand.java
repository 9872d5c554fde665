package dev.specialize.cli;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.SupernetListener;
import dev.specialize.specialization.SupernetMaker;
import dev.specialize.specialization.SupernetPlan;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.Precision;
import dev.specialize.training.BuiltInRecipes;
import dev.specialize.training.Recipe;
import dev.specialize.training.Resumption;
import dev.specialize.training.TrainerOptions;
import dev.specialize.training.TrainerOptions.OnDivergence;
import dev.specialize.training.TrainingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
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
                    "Search space: mbv3, mbv3-32, proxyless, resnet50 or a JSON file (default: ${DEFAULT-VALUE}).")
    private String space;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of images.")
    private Path data;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the supernet.")
    private Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the supernet (default: that of its folder).")
    private String name;

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            defaultValue = "sandwich",
            description = "How to train: sandwich, progressive, single-path, fair, random, coupled, random-labels, largest"
                    + " or a JSON file (default: ${DEFAULT-VALUE}).")
    private String recipe;

    @Option(names = "--epochs", paramLabel = "N", description = "Instead of the recipe's.")
    private Integer epochs;

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

    @Option(names = "--resume", description = "Go on with the unfinished run in --out.")
    private boolean resume;

    @Option(names = "--new-recipe", description = "With --resume: go on by another recipe than it was begun with.")
    private boolean newRecipe;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "1",
            description = "Checkpoints to keep, the newest (default: ${DEFAULT-VALUE}).")
    private int keep;

    @Option(
            names = "--on-divergence",
            paramLabel = "stop|step-back",
            defaultValue = "step-back",
            description = "When the loss explodes: stop, or go back to the last checkpoint with half the learning rate"
                    + " (default: ${DEFAULT-VALUE}).")
    private OnDivergence onDivergence;

    TrainCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine().getErr());
        SupernetPlan plan = new SupernetPlan(name(), space(), data, recipe(), options(), pairs, out);
        OutputFolder.requireWritable(out);
        requireStartingPoint();
        interruption.heeded();
        Optional<Supernet> supernet = new SupernetMaker(plan, new Shown(console), interruption).make();
        if (supernet.isEmpty()) {
            console.note("stopped and saved; go on with --resume");
            return ExitCode.INTERRUPTED;
        }
        spec.commandLine().getOut().println(supernet.get().folder());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private void requireStartingPoint() {
        if (Files.exists(out.resolve(Supernet.MANIFEST))) {
            throw new InvalidFileException(out, "holds a finished supernet already. Maybe choose another --out");
        }
        if (SupernetMaker.isUnfinished(out) && !resume) {
            throw new InvalidFileException(
                    out, "holds an unfinished run. Maybe go on with --resume, or choose another --out");
        }
        if (!SupernetMaker.isUnfinished(out) && resume) {
            throw new InvalidFileException(out, "holds no unfinished run to resume. Maybe leave out --resume");
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

    private TrainerOptions options() {
        return new TrainerOptions(
                keep, onDivergence, newRecipe ? Resumption.NEW_RECIPE : Resumption.UNCHANGED);
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

    /** Progress on the console. */
    private record Shown(Console console) implements SupernetListener {
        @Override
        public void trained(TrainingProgress progress) {
            console.progress(String.format(
                    Locale.ROOT,
                    "epoch %d of %d, step %d of %d, loss %.3f, %.0f images/s, %s left",
                    progress.epoch(),
                    progress.epochs(),
                    progress.step(),
                    progress.steps(),
                    progress.loss(),
                    progress.imagesPerSecond(),
                    Durations.text(progress.remaining())));
        }

        @Override
        public void evaluated(String split, int done, int total) {
            console.progress("evaluated " + done + " of " + total + " subnets on " + split + " images");
        }

        @Override
        public void noted(String message) {
            console.note(message);
        }
    }
}
