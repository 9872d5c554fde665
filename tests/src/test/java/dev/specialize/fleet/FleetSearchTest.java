package dev.specialize.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.cluster.AnyWorkers;
import dev.specialize.cluster.Workers;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.JsonFile;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.Candidate;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.Limits;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.specialization.SubnetSearch;
import dev.specialize.specialization.SupernetPredictor;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.Supernet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three devices that nobody has, with five budgets each, on the bundled supernet. */
class FleetSearchTest {
    private static final SearchSpace SPACE =
            JsonFile.read(BundledSupernet.FOLDER.resolve(Supernet.SPACE), SearchSpace.class);
    private static final PredictorModel PREDICTOR = SupernetPredictor.read(BundledSupernet.FOLDER, SPACE);
    private static final SearchSettings SETTINGS = SearchSettings.ofSeed(3).withEvaluations(2_000);
    private static final double[] TIMES_FASTEST = {0.9, 1.02, 1.15, 1.5, 2.5};

    private static Fleet fleet;
    private static FleetCandidates found;

    @BeforeAll
    static void searches() {
        Map<String, DeviceProfile> profiles = new HashMap<>();
        List<FleetEntry> entries = new ArrayList<>();
        for (int device = 0; device < 3; device++) {
            DeviceProfile profile = PerturbedDevices.of(SPACE, device);
            profiles.put(profile.name(), profile);
            double fastest = search(profile).latencyRange().get(0);
            for (double times : TIMES_FASTEST) {
                LatencyBudget budget = new LatencyBudget(Math.round(times * fastest));
                entries.add(new FleetEntry(profile.name(), budget, 1.0 / (3 * TIMES_FASTEST.length)));
            }
        }
        fleet = new Fleet(profiles, entries, Map.of());
        try (Workers workers = Workers.threads(2)) {
            found = found(workers);
        }
    }

    private static FleetCandidates found(Workers workers) {
        return new FleetSearch(fleet, BundledSupernet.FOLDER, LatencyPromise.USUAL, workers).run(SETTINGS);
    }

    private static SubnetSearch search(DeviceProfile profile) {
        return new SubnetSearch(SPACE, PREDICTOR, profile, LatencyPromise.USUAL, ModelLabel.PLAIN);
    }

    @Test
    void each_answer_keeps_its_budget_as_promised_and_is_nearly_what_a_search_of_its_own_finds() {
        double sum = 0;
        for (Assignment assignment : FleetPlan.each(fleet, found).assignments()) {
            FleetEntry entry = assignment.entry();
            SubnetSearch search = search(fleet.profiles().get(entry.device()));
            if (assignment.chosen().isEmpty()) {
                assertThat(entry.budget().nanos())
                        .isLessThan(Math.round(search.latencyRange().get(0)));
                assertThat(assignment.problem().orElseThrow())
                        .contains("No subnet of " + SPACE.name() + " fits", entry.device());
                continue;
            }
            Candidate candidate = assignment.candidate().orElseThrow();
            assertThat(search.latency(candidate.architecture())
                            .probabilityWithin((double) entry.budget().nanos()))
                    .isGreaterThanOrEqualTo(0.95 - 1e-9);
            double alone = search.under(Limits.NONE.withLatency(entry.budget()), SearchSettings.ofSeed(3))
                    .best()
                    .predictedAccuracy();
            double less = alone - candidate.predictedAccuracy();
            assertThat(less).as(entry.label()).isLessThan(5e-4);
            sum += less / fleet.entries().size();
        }
        assertThat(sum).isLessThan(5e-5);
    }

    @Test
    void one_thread_and_spark_find_the_same_as_two_threads() {
        for (String name : List.of("1 threads", "local[2]")) {
            try (Workers workers = AnyWorkers.named(name)) {
                FleetCandidates same = found(workers);
                assertThat(same.architectures()).isEqualTo(found.architectures());
                assertThat(same.accuracies()).isEqualTo(found.accuracies());
                found.devices().forEach((device, known) -> {
                    assertThat(same.devices().get(device).boundNanos()).isEqualTo(known.boundNanos());
                    assertThat(same.devices().get(device).evaluations()).isEqualTo(known.evaluations());
                });
            }
        }
    }

    @Test
    void few_models_lose_little_and_ever_less() {
        double lost = Double.POSITIVE_INFINITY;
        for (int models = 1; models <= 6; models++) {
            FleetPlan plan = FleetPlan.ofModels(fleet, found, models);
            ChosenModels chosen = plan.choice().orElseThrow();
            assertThat(plan.assignments().stream()
                            .flatMap(a -> a.candidate().stream())
                            .map(c -> c.architecture().toString())
                            .distinct()
                            .count())
                    .isLessThanOrEqualTo(models);
            plan.assignments()
                    .forEach(assignment -> assignment
                            .latency()
                            .ifPresent(use -> assertThat(use.withMargin()).isLessThanOrEqualTo(use.limit())));
            if (chosen.served() == 3 * (TIMES_FASTEST.length - 1)) {
                assertThat(chosen.lost()).isBetween(0.0, lost + 1e-9);
                lost = chosen.lost();
            }
        }
        assertThat(lost).isLessThan(0.01);
    }
}
