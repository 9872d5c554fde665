package dev.specialize.fleet;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.cluster.Workers;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchSettings;
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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thousand pairs of devices and budgets on the bundled supernet: how long they take on two threads, and how far what is
 * found for some of them lies from a search for each alone, of 20,000 subnets.
 */
@Tag("benchmark")
final class FleetBenchmark {
    private static final int DEVICES = 20;
    private static final int BUDGETS = 50;
    private static final int SAMPLE = 40;

    private final Supernet supernet = Supernet.read(BundledSupernet.FOLDER);
    private final PredictorModel predictor = SupernetPredictor.read(supernet);

    @Test
    void a_thousand_pairs() {
        Fleet fleet = fleet();
        SearchSettings settings = SearchSettings.ofSeed(0).withEvaluations(500);
        try (Workers workers = Workers.threads(2)) {
            long start = System.nanoTime();
            long cpu = cpuNanos();
            FleetCandidates found =
                    new FleetSearch(fleet, BundledSupernet.FOLDER, LatencyPromise.USUAL, workers).run(settings);
            FleetPlan plan = FleetPlan.each(fleet, found);
            double seconds = (System.nanoTime() - start) / 1e9;
            print(
                    "%,d entries on %d devices: %.1f s, %.1f s of CPU time, %,d subnets predicted, %,d candidates",
                    fleet.entries().size(),
                    DEVICES,
                    seconds,
                    (cpuNanos() - cpu) / 1e9,
                    found.evaluations(),
                    found.size());
            compare(fleet, plan);
            choose(fleet, found);
            assertThat(plan.assignments()).allMatch(a -> a.chosen().isPresent());
        }
    }

    /** Of this process, which others on the machine do not slow down. */
    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private Fleet fleet() {
        Map<String, DeviceProfile> profiles = new HashMap<>();
        List<FleetEntry> entries = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int d = 0; d < DEVICES; d++) {
            DeviceProfile profile = PerturbedDevices.of(supernet.space(), d);
            profiles.put(profile.name(), profile);
            List<Double> range = search(profile).latencyRange();
            for (int b = 0; b < BUDGETS; b++) {
                double part = (b + random.nextDouble()) / BUDGETS;
                double nanos = 1.02 * range.get(0) * Math.pow(range.get(1) / range.get(0), part);
                entries.add(new FleetEntry(
                        profile.name(), new LatencyBudget(Math.round(nanos)), 1.0 / (DEVICES * BUDGETS)));
            }
        }
        return new Fleet(profiles, entries, Map.of());
    }

    private SubnetSearch search(DeviceProfile profile) {
        return new SubnetSearch(supernet.space(), predictor, profile, LatencyPromise.USUAL, ModelLabel.PLAIN);
    }

    private void compare(Fleet fleet, FleetPlan plan) {
        double sum = 0;
        double worst = 0;
        double seconds = 0;
        for (int i = 0; i < SAMPLE; i++) {
            Assignment assignment =
                    plan.assignments().get(i * plan.assignments().size() / SAMPLE);
            SubnetSearch search = search(fleet.profiles().get(assignment.entry().device()));
            long start = System.nanoTime();
            double alone = search.under(
                            Limits.NONE.withLatency(assignment.entry().budget()), SearchSettings.ofSeed(0))
                    .best()
                    .predictedAccuracy();
            seconds += (System.nanoTime() - start) / 1e9;
            double less = alone - assignment.candidate().orElseThrow().predictedAccuracy();
            sum += less;
            worst = Math.max(worst, less);
        }
        print(
                "%d searches for one entry alone, %.2f s each: %.4f points more on average, at most %.4f",
                SAMPLE, seconds / SAMPLE, 100 * sum / SAMPLE, 100 * worst);
    }

    private static void choose(Fleet fleet, FleetCandidates found) {
        for (int models : List.of(1, 2, 3, 5, 10, 20)) {
            long start = System.nanoTime();
            ChosenModels chosen =
                    FleetPlan.ofModels(fleet, found, models).choice().orElseThrow();
            print(
                    "%2d models: %.1f s, lose %.4f points, at most %.4f from the best (%s), %d served",
                    models,
                    (System.nanoTime() - start) / 1e9,
                    100 * chosen.lost(),
                    100 * (chosen.accuracyBound() - chosen.accuracy()),
                    chosen.proof(),
                    chosen.served());
        }
    }
}
