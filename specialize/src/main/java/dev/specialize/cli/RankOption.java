package dev.specialize.cli;

import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.Ranking;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What subnets of a supernet are ranked by. */
final class RankOption {
    @Option(
            names = "--rank",
            paramLabel = "accuracy|angle",
            defaultValue = "accuracy",
            description =
                    "Rank subnets by the accuracy that the supernet's predictor expects, or by the angle that their"
                            + " weights turned in training, which takes no labels (default: ${DEFAULT-VALUE}).")
    private Ranking rank;

    Ranking ranking() {
        return rank;
    }

    void tell(FolderWords words) {
        words.addUnlessUsual(rank, Ranking.ACCURACY);
    }

    /** @param folder of the supernet */
    PredictorModel read(Path folder, SearchSpace space) {
        return rank.predictor(folder, space);
    }
}
