package dev.specialize.predictor;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A ridge fitted here, and how well it did on held-out pairs. */
record RidgeModel(SearchSpace space, RidgeFit fit, PredictorQuality heldOut) implements PredictorModel {
    /** @throws InvalidFileException if it was fitted on another space or names architectures outside of it */
    static RidgeModel of(RidgeFile content, Path file, SearchSpace space) {
        return new RidgeModel(space, content.fit(space, file), content.heldOut());
    }

    @Override
    public void write(Path file) {
        JsonFile.write(file, RidgeFile.of(space, fit, heldOut));
    }

    @Override
    public AccuracyPredictor predictor() {
        return fit.predictor();
    }

    @Override
    public List<Architecture> fitted() {
        Observations observations = fit.observations();
        return observations.genomes().stream()
                .limit(observations.own())
                .map(fit.codec()::decode)
                .toList();
    }

    @Override
    public Optional<AccuracyEstimates> estimates() {
        return Optional.of(fit.estimates());
    }

    @Override
    public boolean predictsAccuracy() {
        return true;
    }

    @Override
    public boolean learns() {
        return true;
    }

    @Override
    public PredictorModel learning(Evaluations evaluations) {
        return new RidgeModel(space, fit.learning(evaluations), heldOut);
    }

    @Override
    public List<Integer> resolutions() {
        SortedSet<Integer> seen = new TreeSet<>();
        fit.observations().genomes().forEach(g -> seen.add(space.resolutions().get(g.gene(0))));
        return List.copyOf(seen);
    }

    @Override
    public Optional<PredictorQuality> quality() {
        return Optional.of(heldOut);
    }

    @Override
    public String description() {
        return fit.predictor().closest().ridge().toString();
    }
}
