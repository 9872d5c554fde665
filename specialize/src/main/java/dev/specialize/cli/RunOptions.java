package dev.specialize.cli;

import dev.specialize.files.InvalidFileException;
import dev.specialize.specialization.UnfinishedRun;
import dev.specialize.supernet.Supernet;
import dev.specialize.training.Resumption;
import dev.specialize.training.TrainerOptions;
import dev.specialize.training.TrainerOptions.OnDivergence;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a training is kept and taken up again. */
final class RunOptions {
    /** What a run that was interrupted leaves its user with. */
    static final String STOPPED = "stopped and saved; go on with --resume";

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

    TrainerOptions trainer() {
        return new TrainerOptions(keep, onDivergence, newRecipe ? Resumption.NEW_RECIPE : Resumption.UNCHANGED);
    }

    /** @throws InvalidFileException if the folder holds what must not be lost, or lacks what is to be resumed */
    void requireStartingPoint(Path out) {
        if (Files.exists(out.resolve(Supernet.MANIFEST))) {
            throw new InvalidFileException(out, "holds a finished supernet already. Maybe choose another --out");
        }
        if (UnfinishedRun.isIn(out) && !resume) {
            throw new InvalidFileException(
                    out, "holds an unfinished run. Maybe go on with --resume, or choose another --out");
        }
        if (!UnfinishedRun.isIn(out) && resume) {
            throw new InvalidFileException(out, "holds no unfinished run to resume. Maybe leave out --resume");
        }
    }
}
