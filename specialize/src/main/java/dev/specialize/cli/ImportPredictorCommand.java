package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import dev.specialize.predictor.PredictorImport;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.pytorch.StateDict;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.AddedPredictor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accuracy predictors that others published. */
@Command(
        name = "predictor",
        mixinStandardHelpOptions = true,
        description = "Takes over a published accuracy predictor (a PyTorch file), for a supernet or as a file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specialize import predictor acc_predictor.pth --supernet build/ofa",
            "  specialize import predictor acc_predictor.pth --space mbv3 --output predictor.json"
        })
final class ImportPredictorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "PyTorch file of the predictor.")
    private Path source;

    @Mixin
    private SpaceOption space;

    @Option(names = "--supernet", paramLabel = "DIR", description = "Add it to this supernet.")
    private String supernet;

    @Option(names = "--output", paramLabel = "FILE", description = "File for the predictor, if for no supernet.")
    private Path output;

    @Option(
            names = "--resolutions",
            paramLabel = "LIST",
            split = ",",
            description = "Image sizes that it was trained on, in its order, such as 160,176,192;"
                    + " for predictors that have one input for each.")
    private List<Integer> resolutions = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Interruption interruption;

    /** What is printed of it. */
    private record Imported(String place, String kind, List<Integer> resolutions) {
        String text() {
            return String.format("predictor %s%nkind      %s%nsizes     %s%n", place, kind, resolutions);
        }
    }

    ImportPredictorCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Optional<SearchSpace> chosen = space.find();
        if (chosen.isPresent() == (supernet != null) || (supernet == null) == (output == null)) {
            throw new ParameterException(
                    spec.commandLine(), "a predictor is imported with --supernet, or with --space and --output");
        }
        if (output != null) {
            OutputFolder.requireWritableFile(output);
        }
        Home home = Home.here();
        SearchSpace found = chosen.orElseGet(() -> home.space(home.supernet(supernet)));
        PredictorModel model = PredictorImport.of(source, StateDict.read(source).tensors(), found, resolutions);
        // several files make a predictor, and a supernet with some of them is damaged: from here on it is finished
        interruption.heeded();
        if (supernet == null) {
            model.write(output);
        } else {
            AddedPredictor.to(home.supernet(supernet), model);
        }
        Path place = supernet == null ? output : home.supernet(supernet);
        Imported imported = new Imported(place.toString(), model.description(), model.resolutions());
        spec.commandLine().getOut().print(json ? JsonFile.text(imported) : imported.text());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
