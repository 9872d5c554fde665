package dev.specialize.cli;

import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.SupernetPredictor;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What subnets of a supernet are ranked by. */
final class RankOption {
    enum Rank {
        ACCURACY,
        ANGLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--rank",
            paramLabel = "accuracy|angle",
            defaultValue = "accuracy",
            description =
                    "Rank subnets by the accuracy that the supernet's predictor expects, or by the angle that their"
                            + " weights turned in training, which takes no labels (default: ${DEFAULT-VALUE}).")
    private Rank rank;

    boolean isByAngle() {
        return rank == Rank.ANGLE;
    }

    /** @param folder of the supernet */
    PredictorModel read(Path folder, SearchSpace space) {
        return isByAngle() ? SupernetPredictor.byAngle(folder, space) : SupernetPredictor.read(folder, space);
    }
}
