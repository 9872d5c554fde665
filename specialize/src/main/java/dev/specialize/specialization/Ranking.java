package dev.specialize.specialization;

import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.Locale;

/** What subnets of a supernet are ranked by. */
public enum Ranking {
    /** The accuracy that the supernet's predictor expects. */
    ACCURACY,
    /** The angle that their weights turned in training. */
    ANGLE;

    /**
     * What ranks the subnets of the supernet in that folder.
     *
     * @throws dev.specialize.files.InvalidFileException if the folder lacks what that takes
     */
    public PredictorModel predictor(Path folder, SearchSpace space) {
        return this == ANGLE ? SupernetPredictor.byAngle(folder, space) : SupernetPredictor.read(folder, space);
    }

    /** What is said where a predicted accuracy would stand, if there is none. */
    public String told() {
        return "ranked by " + this;
    }

    /** The name on the command line and in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
