package dev.specialize.specialization;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.export.OnnxExporter;
import dev.specialize.files.SharedData;
import dev.specialize.latency.ProfileListener;
import dev.specialize.latency.ProfilePlan;
import dev.specialize.latency.Profiler;
import dev.specialize.latency.Trial;
import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.Platform;
import dev.specialize.predictor.PredictorImport;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.pytorch.StateDict;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.Supernet;
import dev.specialize.transport.DeviceAddress;
import dev.specialize.transport.Devices;
import dev.specialize.transport.RunnerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty budgets on this machine; what is promised to hold each is timed again in a fresh process when all are done. */
@Tag("benchmark")
final class PromiseBenchmark {
    private static final int BUDGETS = 20;
    private static final RunnerOptions ONE_THREAD = RunnerOptions.threads(1);

    @TempDir
    private Path folder;

    @Test
    void the_bundled_supernet_keeps_its_promises() {
        Supernet supernet = Supernet.read(BundledSupernet.FOLDER);
        PredictorModel predictor = SupernetPredictor.read(supernet);
        // more buys no accuracy there
        keeps(supernet.space(), predictor, 1.12, 1.6);
    }

    @Test
    void the_published_space_keeps_its_promises() {
        SearchSpace space = BuiltInSpaces.named("mbv3").orElseThrow();
        Path file = SharedData.file("ofa/acc_predictor.pth");
        PredictorModel predictor = PredictorImport.of(file, StateDict.read(file).tensors(), space, List.of());
        keeps(space, predictor, 1.25, 4);
    }

    /**
     * @param tightest budget, in multiples of the fastest subnet's latency
     * @param loosest the same
     */
    private void keeps(SearchSpace space, PredictorModel predictor, double tightest, double loosest) {
        DeviceProfile profile;
        try (ModelRunner runner = open()) {
            profile = new Profiler(space, runner, ProfilePlan.QUICK, ProfileListener.NOOP)
                    .profile("local", folder.resolve("local.json"));
        }
        SubnetSearch search = new SubnetSearch(space, predictor, profile, LatencyPromise.USUAL, ModelLabel.PLAIN);
        double fastest = search.latencyRange().get(0);
        List<Promised> promised = IntStream.range(0, BUDGETS)
                .mapToObj(i -> fastest * (tightest + (loosest - tightest) * i / (BUDGETS - 1)))
                .map(budget -> promise(space, profile, search, new LatencyBudget(Math.round(budget))))
                .toList();
        report(space, profile, promised);
    }

    /** @param found empty if the device held the budget with no subnet that was tried, which counts as a miss */
    private record Promised(LatencyBudget budget, Optional<Found> found) {}

    private static Promised promise(
            SearchSpace space, DeviceProfile profile, SubnetSearch search, LatencyBudget budget) {
        print("%s", budget);
        Request request = new Request(Limits.NONE.withLatency(budget), SearchSettings.ofSeed(0));
        try (ModelRunner runner = open()) {
            MeasuredSearch measured = new MeasuredSearch(
                    Path.of("supernet"),
                    space,
                    profile,
                    runner,
                    (subnets, asked) -> subnets.under(asked.limits(), asked.search()),
                    model(space),
                    Platform.onnx(),
                    note -> print("    %s", note));
            return new Promised(budget, Optional.of(measured.run(search, request)));
        } catch (BudgetMissedException e) {
            print("    %s", e.getMessage());
            return new Promised(budget, Optional.empty());
        }
    }

    private static Function<Architecture, byte[]> model(SearchSpace space) {
        return architecture -> OnnxExporter.exportUntrained(space.lower(architecture), BatchSize.ONE);
    }

    private static ModelRunner open() {
        return Devices.here().open(DeviceAddress.parse(DeviceAddress.LOCAL), ONE_THREAD);
    }

    private static void report(SearchSpace space, DeviceProfile profile, List<Promised> promised) {
        print("%s, %s", space.name(), profile.measurement().orElseThrow().runtime());
        print("%10s %10s %10s %10s %6s %7s", "budget", "predicted", "measured", "again", "used", "rounds");
        List<Double> used = promised.stream()
                .flatMap(one -> one.found().stream().map(found -> used(space, profile, one.budget(), found)))
                .toList();
        long held = used.stream().filter(share -> share <= 1).count();
        double mean = used.stream().mapToDouble(share -> share).average().orElseThrow();
        print("%d of %d hold the budget, with %.1f %% of it on average", held, promised.size(), 100 * mean);
        assertThat(held).isGreaterThanOrEqualTo(BUDGETS - 1L);
        assertThat(mean).isGreaterThanOrEqualTo(0.95);
    }

    /** The share of the budget that the subnet takes in a new process. */
    private static double used(SearchSpace space, DeviceProfile profile, LatencyBudget budget, Found found) {
        double again = again(space, profile, model(space).apply(found.winner().architecture()));
        double share = again / budget.nanos();
        print(
                "%7.3f ms %7.3f ms %7.3f ms %7.3f ms %5.1f %% %5d%s",
                budget.nanos() / 1e6,
                found.prediction().nanos() / 1e6,
                found.measured().orElseThrow().times().meanNanos() / 1e6,
                again / 1e6,
                100 * share,
                found.rounds(),
                share > 1 ? "  missed" : "");
        return share;
    }

    /** The median run of one new process. */
    private static double again(SearchSpace space, DeviceProfile profile, byte[] model) {
        try (ModelRunner runner = open()) {
            return Trial.of(space, profile, runner, note -> {})
                    .time(List.of(model), 1, LatencyPromise.USUAL.quantile())
                    .get(0)
                    .meanNanos();
        }
    }
}
