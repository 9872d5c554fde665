package dev.specialize.fleet;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.export.VerificationException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.search.Candidate;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.ChosenSubnets;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.LearntPredictor;
import dev.specialize.specialization.Limits;
import dev.specialize.specialization.Request;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SupernetInputs;
import dev.specialize.specialization.VerifiedModel;
import dev.specialize.specialization.Versions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Exports what was planned, each model once, and verifies it; what an earlier run left whole stays as it is. */
final class FleetDelivery {
    private final Fleet fleet;
    private final FleetFolder folder;
    private final LearntPredictor predictor;
    private final LatencyPromise promise;
    private final SearchSettings settings;
    private final ChosenSubnets subnets;
    private final BooleanSupplier stop;
    private final SortedMap<String, String> inputs = new TreeMap<>();

    /** @param stop asked before each model */
    FleetDelivery(
            Fleet fleet,
            FleetFolder folder,
            LearntPredictor predictor,
            LatencyPromise promise,
            SearchSettings settings,
            BooleanSupplier stop,
            Consumer<String> notes) {
        this.fleet = fleet;
        this.folder = folder;
        this.predictor = predictor;
        this.promise = promise;
        this.settings = settings;
        this.stop = stop;
        this.subnets = new ChosenSubnets(predictor, promise, notes);
        inputs.putAll(SupernetInputs.of(predictor.reporting()).hashes());
    }

    /** @param batch images that one run takes */
    private record Model(Architecture architecture, int batch) {}

    /** What becomes of each entry. */
    List<Outcome> deliver(FleetPlan plan) {
        Map<Model, List<Assignment>> byModel = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Assignment assignment : plan.assignments()) {
            assignment
                    .candidate()
                    .ifPresentOrElse(
                            candidate -> byModel.computeIfAbsent(
                                            new Model(
                                                    candidate.architecture(),
                                                    profile(assignment).batch()),
                                            model -> new ArrayList<>())
                                    .add(assignment),
                            () -> outcomes.add(unserved(assignment)));
        }
        byModel.forEach((model, assignments) -> outcomes.addAll(delivered(model, assignments)));
        return outcomes;
    }

    /** A device that is unknown now, or a plan that was interrupted, is no verdict on a model that is there. */
    private Outcome unserved(Assignment assignment) {
        String problem = assignment.problem().orElseThrow();
        if (!fleet.profiles().containsKey(assignment.entry().device())) {
            return Outcome.without(assignment, State.NO_MODEL, problem);
        }
        return stop.getAsBoolean() ? interrupted(assignment) : without(assignment, State.NO_MODEL, problem);
    }

    private DeviceProfile profile(Assignment assignment) {
        return fleet.profiles().get(assignment.entry().device());
    }

    private Outcome without(Assignment assignment, State state, String problem) {
        folder.clear(assignment.entry());
        return Outcome.without(assignment, state, problem);
    }

    private List<Outcome> delivered(Model model, List<Assignment> assignments) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Assignment> missing = new ArrayList<>();
        for (Assignment assignment : assignments) {
            Optional<Delivered> there = Delivered.in(folder.of(assignment.entry()))
                    .filter(d -> d.isOf(manifest -> isWanted(manifest, assignment)));
            there.ifPresentOrElse(
                    d -> outcomes.add(Outcome.with(assignment, State.UP_TO_DATE, d.manifest())),
                    () -> missing.add(assignment));
        }
        if (!missing.isEmpty()) {
            outcomes.addAll(
                    stop.getAsBoolean()
                            ? missing.stream().map(FleetDelivery::interrupted).toList()
                            : made(model, missing));
        }
        return outcomes;
    }

    private static Outcome interrupted(Assignment assignment) {
        return Outcome.without(assignment, State.INTERRUPTED, "interrupted before its turn");
    }

    private List<Outcome> made(Model model, List<Assignment> assignments) {
        VerifiedModel verified;
        try {
            verified = subnets.verified(model.architecture, model.batch);
        } catch (VerificationException e) {
            return assignments.stream()
                    .map(a -> without(a, State.VERIFICATION_FAILED, e.getMessage()))
                    .toList();
        }
        return assignments.stream().map(a -> written(a, verified)).toList();
    }

    private Outcome written(Assignment assignment, VerifiedModel verified) {
        FleetEntry entry = assignment.entry();
        Request request = new Request(Limits.NONE.withLatency(entry.budget()), settings).withEvaluations(0);
        Specialization result = subnets.specialized(
                profile(assignment), request, assignment.chosen().orElseThrow(), verified);
        result.write(folder.of(entry));
        return Outcome.with(assignment, State.DELIVERED, result.manifest());
    }

    /** Whether a model is what would be made now, byte for byte. */
    private boolean isWanted(SpecializationManifest manifest, Assignment assignment) {
        Candidate candidate = assignment.candidate().orElseThrow();
        DeviceProfile profile = profile(assignment);
        SortedMap<String, String> expected = new TreeMap<>(inputs);
        expected.put("profile", Sha256.of(JsonFile.text(profile)));
        return manifest.inputs().equals(expected)
                && manifest.architecture().equals(candidate.architecture().toString())
                && manifest.accuracy().predicted().equals(predictor.model().asAccuracy(candidate.predictedAccuracy()))
                && manifest.accuracy().evaluated().equals(predictor.evaluated())
                && manifest.budgets().latencyNanos()
                        == assignment.entry().budget().nanos()
                && manifest.latency().quantile() == promise.quantile()
                && manifest.latency().confidence() == promise.confidence()
                && manifest.latency().measured().isEmpty()
                && manifest.device().batch() == profile.batch()
                && manifest.search().seed() == settings.seed()
                && Versions.ours().equals(manifest.versions().get("specialize"));
    }
}
