package dev.specialize.fleet;

import dev.specialize.cluster.Workers;
import dev.specialize.files.JsonFile;
import dev.specialize.fleet.FleetCandidates.OnDevice;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.RandomBaseline;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.LatencyPromise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Searches for all entries of a fleet: a front for each device, and then every device is asked what the subnets of all
 * fronts take there. The answers are the same whoever works on it.
 */
final class FleetSearch {
    /** Of a device with more budgets, some are searched; what is found for those beside a budget answers it too. */
    private static final int MOST_BUDGETS = 64;

    private final Fleet fleet;
    private final Workers workers;
    private final SearchSetup setup;

    /** @param supernet folder of the supernet whose space and predictor are searched */
    FleetSearch(Fleet fleet, Path supernet, LatencyPromise promise, Workers workers) {
        this.fleet = fleet;
        this.workers = workers;
        this.setup = new SearchSetup(
                workers.ship(supernet, SearchSetup.files(supernet)),
                promise.quantile().toString(),
                promise.confidence());
    }

    /** @param settings whose evaluations are those of one budget */
    FleetCandidates run(SearchSettings settings) {
        List<String> devices = fleet.devices();
        List<String> profiles = devices.stream()
                .map(name -> JsonFile.line(fleet.profiles().get(name)))
                .toList();
        List<FrontTask.Order> orders = IntStream.range(0, devices.size())
                .mapToObj(i -> new FrontTask.Order(
                        profiles.get(i),
                        nanos(searched(devices.get(i))),
                        nanos(fleet.budgets(devices.get(i))),
                        settings.evaluations(),
                        settings.seed()))
                .toList();
        List<FrontTask.Found> fronts = workers.each(new FrontTask(setup), orders);
        Map<String, Double> accuracies = accuracies(fronts);
        List<String> candidates = List.copyOf(accuracies.keySet());
        List<LatencyTask.Order> asked = IntStream.range(0, devices.size())
                .mapToObj(i -> new LatencyTask.Order(profiles.get(i), loosest(devices.get(i))))
                .toList();
        List<LatencyTask.Found> latencies = workers.each(new LatencyTask(setup, candidates), asked);
        Map<String, OnDevice> known = new HashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            known.put(devices.get(i), onDevice(fleet.budgets(devices.get(i)), fronts.get(i), latencies.get(i)));
        }
        return new FleetCandidates(
                candidates.stream().map(Architecture::parse).toList(), List.copyOf(accuracies.values()), known);
    }

    /** The budgets of a device, or if they are many some of them, evenly among them. */
    private List<LatencyBudget> searched(String device) {
        List<LatencyBudget> all = fleet.budgets(device);
        int count = Math.min(all.size(), MOST_BUDGETS);
        return IntStream.range(0, count)
                .mapToObj(i -> all.get(count == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (count - 1))))
                .toList();
    }

    private static List<Long> nanos(List<LatencyBudget> budgets) {
        return budgets.stream().map(LatencyBudget::nanos).toList();
    }

    private long loosest(String device) {
        List<LatencyBudget> budgets = fleet.budgets(device);
        return budgets.get(budgets.size() - 1).nanos();
    }

    /** Of all subnets of the fronts, the most accurate first. */
    private static Map<String, Double> accuracies(List<FrontTask.Found> fronts) {
        Map<String, Double> byName = new TreeMap<>();
        fronts.forEach(front -> front.points().forEach(point -> byName.put(point.architecture(), point.accuracy())));
        return byName.entrySet().stream()
                .sorted((a, b) -> Double.compare(b.getValue(), a.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    private static OnDevice onDevice(List<LatencyBudget> budgets, FrontTask.Found front, LatencyTask.Found latencies) {
        Map<LatencyBudget, RandomBaseline> random = new HashMap<>();
        for (int i = 0; i < budgets.size(); i++) {
            random.put(budgets.get(i), front.random().get(i).baseline());
        }
        Map<LatencyBudget, String> refusals = front.refusals().stream()
                .collect(Collectors.toMap(r -> new LatencyBudget(r.budgetNanos()), FrontTask.Refusal::message));
        return new OnDevice(
                latencies.nanos(),
                latencies.boundNanos(),
                random,
                refusals,
                front.evaluations(),
                Duration.ofNanos((long) (front.seconds() * 1e9)));
    }
}
