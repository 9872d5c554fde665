package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Sampling;
import dev.specialize.export.OnnxExporter;
import dev.specialize.latency.ProfileListener;
import dev.specialize.latency.ProfilePlan;
import dev.specialize.latency.Profiler;
import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.Platform;
import dev.specialize.predictor.EvaluatedArchitecture;
import dev.specialize.predictor.FitChoice;
import dev.specialize.predictor.PredictorFit;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.Candidate;
import dev.specialize.search.InfeasibleException;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.Optimality;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeasuredSearchTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final double PROCESS_DEVIATION = 0.01;
    private static final Sampling SHORT = new Sampling(Sampling.DEFAULT.warmUp(), 4, Sampling.DEFAULT.burst());

    private static DeviceProfile profile;
    private static PredictorModel predictor;

    private final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void profile_and_fit(@TempDir Path folder) {
        ProfilePlan plan = new ProfilePlan(SHORT, 3, 3, 8, 0.01, 12, 2, 30, 10, 0.1, 1, Duration.ofMinutes(1), 1);
        profile = new Profiler(SPACE, new SimulatedDevice(1, PROCESS_DEVIATION), plan, ProfileListener.NOOP)
                .profile("simulated", folder.resolve("simulated.json"));
        predictor = PredictorFit.of(SPACE, pairs(), 1);
    }

    private static List<EvaluatedArchitecture> pairs() {
        SplittableRandom random = new SplittableRandom(3);
        ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
        return Stream.generate(() -> sampler.sample(random))
                .limit(60)
                .map(a -> new EvaluatedArchitecture(a, accuracy(a)))
                .toList();
    }

    /** Larger networks are better. */
    private static double accuracy(Architecture architecture) {
        return 0.5 + 1e-2 * Math.log((double) SPACE.lower(architecture).cost().macs());
    }

    @ParameterizedTest(name = "{0} times as slow as when it was profiled")
    @ValueSource(doubles = {0.94, 1, 1.06})
    void a_winner_holds_the_budget_and_uses_it_whatever_the_device_does_today(double slowdown) {
        SimulatedDevice device = new SimulatedDevice(slowdown, PROCESS_DEVIATION);
        double budget = 1.25 * fastest();
        Found found = search(device, MeasuredSearchTest::model, budget);

        double truth = device.nanos(model(found.winner().architecture()));
        assertThat(truth).isLessThanOrEqualTo(budget).isGreaterThan(0.93 * budget);
        MeasuredCandidate measured = found.measured().orElseThrow();
        assertThat(measured.boundNanos()).isLessThanOrEqualTo(budget);
        assertThat(measured.times().nanosByProcess()).hasSize(6);
        assertThat(found.rejected()).allSatisfy(rejected -> {
            assertThat(rejected.boundNanos()).isGreaterThan(budget);
            assertThat(rejected.candidate().predictedAccuracy())
                    .isGreaterThan(found.winner().predictedAccuracy());
        });
        assertThat(notes).anyMatch(note -> note.startsWith("timed 3 subnets"));
    }

    @Test
    void processes_that_differ_more_leave_more_of_the_budget_unused() {
        double budget = 1.25 * fastest();
        Found calm = search(new SimulatedDevice(1, 0.002), MeasuredSearchTest::model, budget);
        Found restless = search(new SimulatedDevice(1, 0.03), MeasuredSearchTest::model, budget);

        assertThat(restless.measured().orElseThrow().times().meanNanos())
                .isLessThan(calm.measured().orElseThrow().times().meanNanos());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.09, 1.13, 1.2})
    void a_device_that_is_far_less_steady_than_its_profile_holds_a_tight_budget_with_some_subnet(double share) {
        double budget = share * fastest();
        SimulatedDevice unsteady = new SimulatedDevice(1, 5 * PROCESS_DEVIATION);
        Found found = search(unsteady, MeasuredSearchTest::model, budget);

        double truth = unsteady.nanos(model(found.winner().architecture()));
        assertThat(truth).isLessThan(0.97 * budget);
    }

    @Test
    void a_file_that_is_slower_than_its_untrained_twin_is_not_shipped() {
        double budget = 1.2 * fastest();
        Candidate favourite = search(new SimulatedDevice(1, PROCESS_DEVIATION), MeasuredSearchTest::model, budget)
                .winner();
        Architecture usual = favourite.architecture();
        List<Architecture> made = new ArrayList<>();
        Function<Architecture, byte[]> slower = architecture -> {
            made.add(architecture);
            return model(architecture.equals(usual) ? SPACE.largest() : architecture);
        };
        Found found = search(new SimulatedDevice(1, PROCESS_DEVIATION), slower, budget);

        assertThat(made).contains(usual);
        assertThat(found.winner().architecture()).isNotEqualTo(usual).isEqualTo(made.get(made.size() - 1));
        // what its file's processes told may let in a more accurate one
        assertThat(found)
                .matches(f -> f.winner().predictedAccuracy() > favourite.predictedAccuracy()
                        || f.rejected().stream()
                                .anyMatch(r -> r.candidate().architecture().equals(usual)));
    }

    @Test
    void what_is_proven_is_how_good_the_subnet_is_that_is_delivered() {
        PredictorModel additive = PredictorFit.of(SPACE, pairs(), FitChoice.ADDITIVE, 1);
        double budget = 1.2 * fastest();
        Found usual = search(additive, new SimulatedDevice(1, PROCESS_DEVIATION), MeasuredSearchTest::model, budget);
        double best = usual.winner().predictedAccuracy();
        double rounding = 1e-9;
        Function<Architecture, byte[]> slower = architecture ->
                model(additive.predictor().accuracy(architecture) > best - rounding ? SPACE.largest() : architecture);
        Found found = search(additive, new SimulatedDevice(1, PROCESS_DEVIATION), slower, budget);

        double delivered = found.winner().predictedAccuracy();
        assertThat(delivered).isLessThan(best);
        Optimality ofSearch = found.search().optimality().orElseThrow();
        Optimality ofWinner = found.optimality().orElseThrow();
        assertThat(ofWinner.upperBound()).isEqualTo(ofSearch.upperBound());
        assertThat(ofWinner.gap())
                .isEqualTo(Math.max(0, ofSearch.upperBound() - delivered))
                .isGreaterThan(found.search().best().predictedAccuracy() - delivered - rounding);
        assertThat(new Optimality(0.9, 0).withAnswer(0.75).proven()).isFalse();
    }

    @Test
    void a_device_that_is_far_slower_than_its_profile_misses_every_budget_in_bounded_time() {
        SimulatedDevice device = new SimulatedDevice(3, PROCESS_DEVIATION);

        assertThatThrownBy(() -> search(device, MeasuredSearchTest::model, 1.2 * fastest()))
                .isInstanceOf(BudgetMissedException.class)
                .hasMessageContaining("simulated holds ")
                .hasMessageContaining("with none of ")
                .hasMessageEndingWith("specialize profile --device simulated --supernet 'my nets'");
        assertThat(device.processes()).isLessThanOrEqualTo(6 * 6 + 6);
    }

    @Test
    void a_budget_that_no_subnet_keeps_is_refused_before_anything_is_timed() {
        SimulatedDevice device = new SimulatedDevice(1, PROCESS_DEVIATION);

        assertThatThrownBy(() -> search(device, MeasuredSearchTest::model, 0.5 * fastest()))
                .isInstanceOf(InfeasibleException.class);
        assertThat(device.processes()).isZero();
    }

    private static double fastest() {
        return subnets(predictor).latencyRange().get(0);
    }

    private static SubnetSearch subnets(PredictorModel model) {
        return new SubnetSearch(SPACE, model, profile, LatencyPromise.USUAL, ModelLabel.PLAIN);
    }

    private static byte[] model(Architecture architecture) {
        return OnnxExporter.exportUntrained(SPACE.lower(architecture), BatchSize.ONE);
    }

    private Found search(SimulatedDevice device, Function<Architecture, byte[]> shipped, double budget) {
        return search(predictor, device, shipped, budget);
    }

    private Found search(
            PredictorModel model, SimulatedDevice device, Function<Architecture, byte[]> shipped, double budget) {
        Request request = new Request(
                Limits.NONE.withLatency(new LatencyBudget(Math.round(budget))),
                SearchSettings.ofSeed(0).withEvaluations(2000));
        return new MeasuredSearch(
                        Path.of("my nets"),
                        SPACE,
                        profile,
                        device,
                        (search, asked) -> search.under(asked.limits(), asked.search()),
                        shipped,
                        Platform.onnx(),
                        notes::add)
                .run(subnets(model), request);
    }
}
