package dev.specialize.fleet;

import dev.specialize.cluster.Workers;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.fleet.FleetManifest.Search;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.LearntPredictor;
import dev.specialize.specialization.MassEvaluation;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.specialization.Versions;
import dev.specialize.supernet.Supernet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The whole job: searches for a fleet, chooses, exports, verifies, and says what came of it. */
public final class FleetJob {
    private final Fleet fleet;
    private final Supernet supernet;
    private final PredictorModel predictor;
    private final LatencyPromise promise;
    private final FleetSettings settings;
    private final Consumer<String> notes;

    /**
     * Prepares.
     *
     * @param predictor of the supernet
     * @param notes told what is being done, in short sentences
     * @throws IllegalArgumentException if the predictor cannot do what the settings ask for
     */
    public FleetJob(
            Fleet fleet,
            Supernet supernet,
            PredictorModel predictor,
            LatencyPromise promise,
            FleetSettings settings,
            Consumer<String> notes) {
        requireAble(predictor, settings);
        this.fleet = fleet;
        this.supernet = supernet;
        this.predictor = predictor;
        this.promise = promise;
        this.settings = settings;
        this.notes = notes;
    }

    private static void requireAble(PredictorModel predictor, FleetSettings settings) {
        if (settings.evaluate() > 0) {
            predictor.requireLearning();
        }
        if (settings.models().isPresent() && !predictor.predictsAccuracy()) {
            throw new IllegalArgumentException("Few models are chosen by how little accuracy they lose, which this"
                    + " predictor cannot tell (" + predictor.description() + "). Maybe leave out --models");
        }
    }

    /**
     * Delivers all entries into a folder, whose manifest is written last.
     *
     * @param workers search, and evaluate
     * @param reach opens devices to be measured; the entries of those that it does not open are predicted
     * @param stop asked before each model: what is not delivered yet is left for another run
     */
    public FleetManifest deliver(
            FleetFolder folder, Workers workers, Function<DeviceProfile, TargetDevice> reach, BooleanSupplier stop) {
        List<Outcome> outcomes = new ArrayList<>(
                new MeasuredFleet(fleet, folder, supernet, predictor, promise, settings, stop, notes).deliver(reach));
        Set<FleetEntry> measured = outcomes.stream().map(Outcome::entry).collect(Collectors.toSet());
        Fleet rest = fleet.without(measured);
        long start = System.nanoTime();
        FleetCandidates candidates = searched(rest, workers);
        Optional<LearntPredictor> learnt = evaluated(rest, candidates, folder, workers, stop);
        FleetCandidates judged = learnt.filter(l -> l.evaluated().subnets() > 0)
                .map(l -> candidates.judged(l.model().predictor()))
                .orElse(candidates);
        FleetPlan plan = settings.models()
                .map(most -> FleetPlan.ofModels(rest, judged, most))
                .orElseGet(() -> FleetPlan.each(rest, judged));
        Duration searching = Duration.ofNanos(System.nanoTime() - start);
        LearntPredictor judge = learnt.orElseGet(() -> LearntPredictor.untaught(supernet, predictor));
        BooleanSupplier stopped = () -> learnt.isEmpty() || stop.getAsBoolean();
        outcomes.addAll(
                new FleetDelivery(rest, folder, judge, promise, settings.search(), stopped, notes).deliver(plan));
        Search search = new Search(
                settings.search().seed(),
                workers.description(),
                judged.evaluations(),
                judged.size(),
                judge.evaluated().subnets(),
                searching.toNanos() / 1e9);
        FleetManifest manifest = manifest(folder, search, plan, outcomes);
        JsonFile.write(folder.manifest(), manifest);
        return manifest;
    }

    private FleetCandidates searched(Fleet rest, Workers workers) {
        if (rest.profiles().isEmpty()) {
            return new FleetCandidates(List.of(), List.of(), Map.of());
        }
        long start = System.nanoTime();
        FleetCandidates found = new FleetSearch(rest, supernet.folder(), promise, workers).run(settings.search());
        notes.accept(String.format(
                Locale.ROOT,
                "searched %,d subnets for %,d entries, devices: %,d, in %.1f s (%s): %,d candidates",
                found.evaluations(),
                rest.entries().size(),
                rest.devices().size(),
                (System.nanoTime() - start) / 1e9,
                workers.description(),
                found.size()));
        return found;
    }

    /** @return nothing if it was stopped */
    private Optional<LearntPredictor> evaluated(
            Fleet rest, FleetCandidates candidates, FleetFolder folder, Workers workers, BooleanSupplier stop) {
        if (settings.evaluate() == 0 || candidates.size() == 0) {
            return Optional.of(LearntPredictor.untaught(supernet, predictor));
        }
        List<Architecture> promising = promising(rest, candidates);
        long start = System.nanoTime();
        return new MassEvaluation(supernet, workers)
                .learnt(
                        predictor,
                        promising,
                        folder.evaluations(),
                        (done, all) -> notes.accept(String.format(
                                Locale.ROOT,
                                "evaluated %,d of %,d subnets, %.0f s",
                                done,
                                all,
                                (System.nanoTime() - start) / 1e9)),
                        stop);
    }

    /** First the best for each entry, then the second best, and so on. */
    private List<Architecture> promising(Fleet rest, FleetCandidates candidates) {
        List<List<Integer>> byEntry = rest.entries().stream()
                .filter(entry -> rest.profiles().containsKey(entry.device()))
                .map(candidates::serving)
                .toList();
        int longest = byEntry.stream().mapToInt(List::size).max().orElse(0);
        Set<Integer> order = new LinkedHashSet<>();
        for (int rank = 0; rank < longest && order.size() < settings.evaluate(); rank++) {
            for (List<Integer> serving : byEntry) {
                if (rank < serving.size()) {
                    order.add(serving.get(rank));
                }
            }
        }
        return order.stream()
                .limit(settings.evaluate())
                .map(candidates.architectures()::get)
                .toList();
    }

    private FleetManifest manifest(FleetFolder folder, Search search, FleetPlan plan, List<Outcome> outcomes) {
        SharedModels shared = new SharedModels(folder);
        Map<FleetEntry, Outcome> byEntry =
                outcomes.stream().collect(Collectors.toMap(Outcome::entry, outcome -> outcome));
        List<FleetManifest.Entry> entries = fleet.entries().stream()
                .map(byEntry::get)
                .map(outcome -> outcome.entry(shared, predictor))
                .toList();
        SortedMap<String, String> inputs = new TreeMap<>();
        inputs.put("supernet", Sha256.of(supernet.folder().resolve(Supernet.MANIFEST)));
        supernet.predictorFile().ifPresent(file -> inputs.put("predictor", Sha256.of(file)));
        fleet.profiles().forEach((name, profile) -> inputs.put("profile:" + name, Sha256.of(JsonFile.text(profile))));
        SortedMap<String, String> versions = new TreeMap<>(
                Map.of("specialize", Versions.ours(), "java", Runtime.version().toString()));
        return new FleetManifest(
                FleetManifest.FORMAT,
                supernet.manifest().name(),
                supernet.space().name(),
                promise.quantile(),
                promise.confidence(),
                search,
                plan.choice(),
                FleetManifest.Totals.of(entries, shared.distinct()),
                entries,
                inputs,
                versions);
    }
}
