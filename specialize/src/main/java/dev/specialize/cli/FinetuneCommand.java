package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.ArchitectureFile;
import dev.specialize.specialization.SubnetTuner;
import dev.specialize.specialization.Tuning;
import dev.specialize.specialization.TuningPlan;
import dev.specialize.supernet.Precision;
import dev.specialize.supernet.Supernet;
import dev.specialize.training.BuiltInRecipes;
import dev.specialize.training.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one chosen subnet further. */
@Command(
        name = "finetune",
        mixinStandardHelpOptions = true,
        description = "Trains one subnet further, with the supernet's largest as teacher. Ctrl-C saves and stops;"
                + " --resume goes on.",
        footerHeading = "%nExample:%n",
        footer = {
            "  specialize finetune --architecture build/model/architecture.json --data images --out build/tuned",
            "  specialize export --supernet build/tuned --architecture build/model/architecture.json --output tuned.onnx"
        })
final class FinetuneCommand implements Callable<Integer> {
    private final Interruption interruption;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SupernetOption supernet;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--architecture",
            paramLabel = "FILE",
            required = true,
            description = "An architecture.json, or the reference encoding.")
    private Path architecture;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of images.")
    private Path data;

    @Option(
            names = {"--out", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Folder for the tuned supernet.")
    private Path out;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Passes over the training images (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--precision", paramLabel = "TYPE", description = "float32 or bfloat16.")
    private Precision precision;

    FinetuneCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine().getErr());
        Supernet net = supernet.read(Home.here());
        Architecture chosen = ArchitectureFile.read(architecture, net.space());
        OutputFolder.requireWritable(out);
        run.requireStartingPoint(out);
        interruption.heeded();
        TuningPlan plan = new TuningPlan(
                OutputFolder.supernetName(out), net, chosen, data, recipe(net, chosen), run.trainer(), out);
        Optional<Tuning> tuning = new SubnetTuner(plan, new TrainingDisplay(console), interruption).tune();
        if (tuning.isEmpty()) {
            return Problem.stopped(RunOptions.STOPPED, spec.commandLine());
        }
        print(tuning.get());
        return ExitCode.DONE;
    }

    /** As the supernet was made, so that the images that are set aside for validation are those of then. */
    private Recipe recipe(Supernet net, Architecture chosen) {
        Path made = net.folder().resolve(Supernet.RECIPE);
        Recipe tuning = Files.exists(made)
                ? BuiltInRecipes.finetune(chosen, JsonFile.read(made, Recipe.class))
                : BuiltInRecipes.finetune(chosen);
        Recipe recipe = tuning.withEpochs(epochs);
        return precision == null ? recipe : recipe.withPrecision(precision);
    }

    private String text(Tuning tuning) {
        return String.format(
                Locale.ROOT,
                "supernet  %s%nsubnet    %s%naccuracy  %.2f %% on %,d %s images, %.2f %% before%n",
                out,
                tuning.architecture(),
                100 * tuning.after(),
                tuning.images(),
                tuning.split(),
                100 * tuning.before());
    }

    private void print(Tuning tuning) {
        spec.commandLine().getOut().print(json ? JsonFile.text(tuning) : text(tuning));
        spec.commandLine().getOut().flush();
    }
}
