package dev.specialize.specialization;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.onnx.BatchSize;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.Candidate;
import dev.specialize.search.SearchResult;
import dev.specialize.space.Architecture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes models of subnets that were chosen elsewhere, for devices that are known by their profiles only. */
public final class ChosenSubnets {
    private final LearntPredictor predictor;
    private final LatencyPromise promise;
    private final Consumer<String> notes;
    private final Map<String, SubnetSearch> searchByDevice = new HashMap<>();

    /**
     * @param promise what keeping a budget means
     * @param notes told what is being done, in short sentences
     */
    public ChosenSubnets(LearntPredictor predictor, LatencyPromise promise, Consumer<String> notes) {
        this.predictor = predictor;
        this.promise = promise;
        this.notes = notes;
    }

    /**
     * The model of one, which may serve many devices.
     *
     * @param batch images that one run takes
     * @throws dev.specialize.export.VerificationException if it does not compute what its subnet does
     */
    public VerifiedModel verified(Architecture architecture, int batch) {
        if (predictor.reporting().calibration().isEmpty()) {
            notes.accept(Statistics.NOT_RECALIBRATED);
        }
        notes.accept("export and verify " + architecture);
        return VerifiedModel.of(predictor.reporting(), architecture, BatchSize.of(batch), label());
    }

    /** What is known of a device. */
    public SubnetSearch search(DeviceProfile profile) {
        profile.requirePrecision(label().precision().computed());
        PredictorModel model = predictor.model();
        return searchByDevice.computeIfAbsent(
                profile.name(),
                name -> new SubnetSearch(predictor.reporting().space(), model, profile, promise, label()));
    }

    private ModelLabel label() {
        return ModelLabel.of(predictor.reporting().manifest());
    }

    /**
     * One device's share of a model.
     *
     * @param chosen how the subnet was found; it is the best of it
     */
    public Specialization specialized(
            DeviceProfile profile, Request request, SearchResult chosen, VerifiedModel model) {
        Candidate winner = chosen.best();
        Found found = new Found(
                winner,
                promise,
                search(profile).latency(winner.architecture()),
                chosen,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                1);
        return Specialization.of(
                predictor.reporting(),
                predictor.model(),
                TargetDevice.unreached(profile),
                label(),
                request,
                found,
                predictor.evaluated(),
                model);
    }
}
