package dev.specialize.fleet;

import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.search.Candidate;
import dev.specialize.search.ConstraintUse;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.RandomBaseline;
import dev.specialize.search.Resource;
import dev.specialize.search.SearchResult;
import dev.specialize.space.Architecture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Subnets that are on the front of some device of a fleet, with what they take on every device: an answer to each budget,
 * which may come from another device's front.
 *
 * @param architectures distinct, the most accurate first
 * @param accuracies predicted, a fraction
 * @param devices what is known of each device
 */
record FleetCandidates(List<Architecture> architectures, List<Double> accuracies, Map<String, OnDevice> devices) {
    FleetCandidates {
        architectures = List.copyOf(architectures);
        accuracies = List.copyOf(accuracies);
        devices = Map.copyOf(devices);
    }

    /**
     * What the search came to on one device.
     *
     * @param nanos predicted, for each architecture; infinite for resolutions that its profile does not cover
     * @param boundNanos what is not exceeded with the promised confidence
     * @param random what random search found, by budget
     * @param refusals why nothing keeps a budget
     * @param evaluations architectures whose accuracy was predicted for its front
     * @param duration of the search for its front
     */
    record OnDevice(
            List<Double> nanos,
            List<Double> boundNanos,
            Map<LatencyBudget, RandomBaseline> random,
            Map<LatencyBudget, String> refusals,
            int evaluations,
            Duration duration) {
        OnDevice {
            nanos = List.copyOf(nanos);
            boundNanos = List.copyOf(boundNanos);
            random = Map.copyOf(random);
            refusals = Map.copyOf(refusals);
        }

        private OnDevice reordered(List<Integer> order) {
            return new OnDevice(
                    order.stream().map(nanos::get).toList(),
                    order.stream().map(boundNanos::get).toList(),
                    random,
                    refusals,
                    evaluations,
                    duration);
        }
    }

    int size() {
        return architectures.size();
    }

    boolean serves(int candidate, FleetEntry entry) {
        return devices.get(entry.device()).boundNanos.get(candidate)
                <= (double) entry.budget().nanos();
    }

    /** The most accurate that keeps an entry's budget; empty if none does, or nothing is known of its device. */
    Optional<Integer> best(FleetEntry entry) {
        return devices.containsKey(entry.device())
                ? IntStream.range(0, size())
                        .boxed()
                        .filter(candidate -> serves(candidate, entry))
                        .findFirst()
                : Optional.empty();
    }

    /** All that keep an entry's budget, the most accurate first. */
    List<Integer> serving(FleetEntry entry) {
        return IntStream.range(0, size())
                .boxed()
                .filter(candidate -> serves(candidate, entry))
                .toList();
    }

    /** Why nothing keeps the budget of an entry whose device is known. */
    String refusal(FleetEntry entry) {
        return devices.get(entry.device())
                .refusals
                .getOrDefault(
                        entry.budget(),
                        "no subnet was found that keeps " + entry.budget() + " on " + entry.device()
                                + " with the promised confidence. Maybe raise the budget a little");
    }

    /** A candidate as a search for an entry alone would tell of it. */
    SearchResult result(int candidate, FleetEntry entry) {
        OnDevice device = devices.get(entry.device());
        ConstraintUse use = new ConstraintUse(
                Resource.LATENCY, device.nanos.get(candidate), device.boundNanos.get(candidate), (double)
                        entry.budget().nanos());
        return new SearchResult(
                List.of(new Candidate(architectures.get(candidate), accuracies.get(candidate), List.of(use))),
                device.evaluations,
                device.duration,
                Optional.empty(),
                device.random.getOrDefault(entry.budget(), RandomBaseline.NONE));
    }

    /** The same, judged by another predictor. */
    FleetCandidates judged(AccuracyPredictor predictor) {
        List<Double> judged = architectures.stream().map(predictor::accuracy).toList();
        List<Integer> order = new ArrayList<>(IntStream.range(0, size()).boxed().toList());
        order.sort((a, b) -> Double.compare(judged.get(b), judged.get(a))); // stable: equal ones stay as they are
        Map<String, OnDevice> reordered = devices.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().reordered(order)));
        return new FleetCandidates(
                order.stream().map(architectures::get).toList(),
                order.stream().map(judged::get).toList(),
                reordered);
    }

    /** Architectures whose accuracy was predicted, counted for each device. */
    long evaluations() {
        return devices.values().stream().mapToLong(OnDevice::evaluations).sum();
    }
}
