package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.Timing;
import dev.specialize.latency.LatencyModel;
import dev.specialize.latency.ProfileListener;
import dev.specialize.latency.ProfilePlan;
import dev.specialize.latency.Profiler;
import dev.specialize.latency.TimedNet;
import dev.specialize.predictor.PredictorFit;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.regression.EstimatedVariance;
import dev.specialize.search.AdditiveCost;
import dev.specialize.search.ConstraintUse;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.ParameterBudget;
import dev.specialize.search.SearchResult;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that are repeated until their margin is that of the answer, by a clock that moves when it is looked at. */
final class SubnetSearchTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final Sampling SHORT = new Sampling(Sampling.DEFAULT.warmUp(), 4, Sampling.DEFAULT.burst());
    private static final long LIMIT = 16_000;
    private static final double DEVIATION = 0.01;
    /** Each search looks at the clock once before it begins. */
    private static final long MOST_SEARCHES = 11;

    private static DeviceProfile profile;
    private static SubnetSearch search;

    private final AtomicLong clock = new AtomicLong();

    @BeforeAll
    static void profile_and_fit(@TempDir Path folder) {
        ProfilePlan plan = new ProfilePlan(SHORT, 3, 3, 3, 0.01, 12, 2, 30, 10, 0.1, 1, Duration.ofMinutes(1), 1);
        profile = new Profiler(SPACE, new SimulatedDevice(1, DEVIATION), plan, ProfileListener.NOOP)
                .profile("simulated", folder.resolve("simulated.json"));
        PredictorModel predictor = PredictorFit.of(SPACE, SyntheticPairs.of(SPACE, 60, 0, 1), 1);
        search = new SubnetSearch(SPACE, predictor, profile, LatencyPromise.USUAL, ModelLabel.PLAIN);
    }

    private static LatencyBudget budget(double timesFastest) {
        return new LatencyBudget(Math.round(timesFastest * search.latencyRange().get(0)));
    }

    private SearchResult found(LatencyBudget budget, SearchSettings settings) {
        return search.timedBy(clock::incrementAndGet).under(Limits.NONE.withLatency(budget), settings);
    }

    private void assertThatTheDurationIsThatOfAllSearches(SearchResult result) {
        assertThat(clock.get() - result.duration().toNanos()).isBetween(1L, MOST_SEARCHES);
    }

    @ParameterizedTest(name = "{0} times the fastest")
    @ValueSource(doubles = {1.1, 1.3, 1.6, 2})
    void a_time_limit_is_that_of_all_searches_for_a_budget_together(double timesFastest) {
        LatencyBudget budget = budget(timesFastest);
        SearchResult result = found(budget, SearchSettings.ofSeed(1).withTimeLimit(Duration.ofNanos(LIMIT)));
        assertThat(clock.get()).isBetween(LIMIT * 9 / 10, LIMIT * 11 / 10);
        assertThatTheDurationIsThatOfAllSearches(result);
        ConstraintUse use = search.latencyUse(result.best().architecture(), (double) budget.nanos());
        assertThat(use.withMargin()).isLessThanOrEqualTo(use.limit());
    }

    /** Of the fastest subnet, which was timed, less is unknown than of others. */
    @Test
    void what_only_the_fastest_subnet_keeps_is_no_impossible_budget() {
        LatencyModel model = LatencyModel.of(profile, SPACE, LatencyPromise.USUAL.quantile());
        Architecture timed = fastest(model);
        List<TimedNet> nets = timedAsPredicted(timed);
        EstimatedVariance processes = EstimatedVariance.known(DEVIATION * DEVIATION);
        SubnetSearch informed = search.learning(nets, processes);
        Architecture fastest = fastest(model.learning(nets, processes));
        double kept = informed.latencyUse(fastest, Double.MAX_VALUE).withMargin();
        assertThat(kept)
                .as("with its own margin, not the usual one")
                .isLessThan(informed.latencyRange().get(0));
        LatencyBudget least = new LatencyBudget((long) Math.ceil(kept));
        SearchResult result = informed.under(
                Limits.NONE.withLatency(least), SearchSettings.ofSeed(1).withEvaluations(500));
        assertThat(informed.latencyUse(result.best().architecture(), (double) least.nanos())
                        .withMargin())
                .isLessThanOrEqualTo((double) least.nanos());
    }

    /**
     * Subnets of one device may need other margins; here the fastest, which was timed, needs less than the others, and only
     * it keeps the other limit too.
     */
    @Test
    void what_keeps_all_limits_with_a_margin_of_its_own_is_found() {
        LatencyModel model = LatencyModel.of(profile, SPACE, LatencyPromise.USUAL.quantile());
        Architecture timed = fastest(model);
        SubnetSearch informed =
                search.learning(timedAsPredicted(timed), EstimatedVariance.known(DEVIATION * DEVIATION));
        double kept = informed.latencyUse(timed, Double.MAX_VALUE).withMargin();
        LatencyBudget least = new LatencyBudget((long) Math.ceil(kept));
        long parameters = SPACE.lower(timed).cost().parameters();
        Limits limits = new Limits(
                Optional.of(least),
                Optional.empty(),
                Optional.of(new ParameterBudget(parameters)),
                Optional.empty(),
                Optional.empty());

        SearchResult result = informed.under(limits, SearchSettings.ofSeed(1).withEvaluations(500));
        assertThat(informed.latencyUse(result.best().architecture(), (double) least.nanos())
                        .withMargin())
                .isLessThanOrEqualTo((double) least.nanos());
        assertThat(SPACE.lower(result.best().architecture()).cost().parameters())
                .isLessThanOrEqualTo(parameters);
    }

    /** Five times. */
    private static List<TimedNet> timedAsPredicted(Architecture subnet) {
        double nanos = search.latency(subnet).nanos();
        return Collections.nCopies(5, new TimedNet(subnet, Timing.published(1, nanos)));
    }

    private static Architecture fastest(LatencyModel model) {
        return AdditiveCost.of(SPACE, model::layerNanos, resolution -> 0).minimiser();
    }

    @ParameterizedTest(name = "{0} times the fastest")
    @ValueSource(doubles = {1.1, 1.3, 1.6, 2})
    void what_all_searches_took_is_told_together_and_random_search_has_as_much(double timesFastest) {
        SearchResult result =
                found(budget(timesFastest), SearchSettings.ofSeed(1).withEvaluations(500));
        assertThatTheDurationIsThatOfAllSearches(result);
        assertThat(result.evaluations()).isGreaterThanOrEqualTo(500);
        assertThat(result.random().feasible()).isLessThanOrEqualTo(result.evaluations());
    }
}
