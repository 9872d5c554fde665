package dev.specialize.specialization;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.ProfilingCommand;
import dev.specialize.latency.ModelForm;
import dev.specialize.latency.ProcessSpread;
import dev.specialize.latency.ProcessTimes;
import dev.specialize.latency.TimedNet;
import dev.specialize.latency.Trial;
import dev.specialize.platform.Platform;
import dev.specialize.regression.EstimatedVariance;
import dev.specialize.search.Candidate;
import dev.specialize.search.InfeasibleException;
import dev.specialize.search.SearchResult;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Searches, times the best on the device, learns from their times, and searches again: until a subnet that was timed holds
 * the budget and none that is more accurate is predicted to hold it. What is timed at first are models without weights,
 * which take as long and go to a device in a moment; the file that ships is timed too, and has to hold the budget.
 */
final class MeasuredSearch {
    private static final int MOST_ROUNDS = 6;
    /** While no subnet holds the budget. */
    private static final int MOST_ROUNDS_OF_MISSES = 12;
    /** Subnets that are timed side by side. */
    private static final int CANDIDATES = 3;

    private static final int PROCESSES = 6;
    private static final double FARTHER = 1.2;
    /** Less predicted accuracy than this is not worth another round. */
    private static final double GAIN = 1e-4;

    private final Path supernet;
    private final SearchSpace space;
    private final DeviceProfile profile;
    private final Trial trial;
    private final BiFunction<SubnetSearch, Request, SearchResult> searching;
    private final Consumer<String> notes;
    /** Models that were timed in the same processes. */
    private final List<List<ProcessTimes>> trials = new ArrayList<>();

    private final Map<Architecture, MeasuredCandidate> measured = new LinkedHashMap<>();
    /** What the files took that were to be shipped. */
    private final Map<Architecture, ProcessTimes> files = new HashMap<>();

    private final Function<Architecture, byte[]> shipped;
    private final Platform platform;

    /**
     * @param supernet its folder
     * @param searching runs one search and tells about it
     * @param shipped the file of a subnet
     * @param platform that the models are for
     */
    MeasuredSearch(
            Path supernet,
            SearchSpace space,
            DeviceProfile profile,
            ModelRunner runner,
            BiFunction<SubnetSearch, Request, SearchResult> searching,
            Function<Architecture, byte[]> shipped,
            Platform platform,
            Consumer<String> notes) {
        this.supernet = supernet;
        this.space = space;
        this.profile = profile;
        this.searching = searching;
        this.shipped = shipped;
        this.platform = platform;
        this.notes = notes;
        this.trial = Trial.of(space, profile, runner, notes);
    }

    /**
     * @throws InfeasibleException if no subnet keeps the budgets, as predicted
     * @throws BudgetMissedException if the device holds the budget with none
     */
    Found run(SubnetSearch start, Request request) {
        double budget = (double) request.latency().nanos();
        SubnetSearch search = start;
        SearchResult result = searching.apply(start, request);
        List<Candidate> proposed = result.finalists();
        int rounds = 0;
        while (true) {
            List<Candidate> untimed = rounds < mostRounds(budget) ? untimed(proposed, budget) : List.of();
            List<TimedNet> timed;
            if (untimed.isEmpty()) {
                MeasuredCandidate best = best(budget).orElseThrow(() -> missed(request));
                MeasuredCandidate confirmed = confirmed(best, search.promise());
                if (confirmed.holds(budget)) {
                    return found(confirmed, result, start.promise(), rounds);
                }
                timed = List.of(); // nothing about other subnets: they have files of their own
            } else {
                timed = time(search, untimed);
            }
            rounds++;
            tell(budget);
            Optional<Next> next = next(search, timed, rounds, request);
            search = next.map(Next::search).orElse(search);
            result = next.map(Next::result).orElse(result);
            proposed = next.map(n -> n.result().finalists()).orElse(List.of());
        }
    }

    private Found found(MeasuredCandidate winner, SearchResult result, LatencyPromise promise, int rounds) {
        return new Found(
                winner.candidate(),
                promise,
                winner.predicted(),
                result,
                Optional.of(winner),
                Optional.empty(),
                better(winner),
                rounds);
    }

    private int mostRounds(double budget) {
        return best(budget).isPresent() ? MOST_ROUNDS : MOST_ROUNDS_OF_MISSES;
    }

    private record Next(SubnetSearch search, SearchResult result) {}

    /**
     * A search that knows what was timed. It allows for the deviation of processes; since a search finds the subnets that
     * are predicted too fast, it stays farther away from the budget with each round as long as none holds it and there are
     * subnets that far away.
     *
     * @return empty if the device turned out too slow for all subnets
     */
    private Optional<Next> next(SubnetSearch search, List<TimedNet> timed, int rounds, Request request) {
        EstimatedVariance known = spread(search.promise()).between(PROCESSES, 1);
        int farther = best((double) request.latency().nanos()).isPresent() ? 0 : rounds;
        for (int i = farther; i >= 0; i--) {
            SubnetSearch learnt = search.learning(timed, known.times(Math.pow(FARTHER, 2 * i)));
            try {
                return Optional.of(new Next(learnt, searching.apply(learnt, request)));
            } catch (InfeasibleException e) {
                // nearer, then
            }
        }
        return Optional.empty();
    }

    private List<Candidate> untimed(List<Candidate> finalists, double budget) {
        double best =
                best(budget).map(w -> w.candidate().predictedAccuracy() + GAIN).orElse(Double.NEGATIVE_INFINITY);
        return finalists.stream()
                .filter(c -> c.predictedAccuracy() > best && !measured.containsKey(c.architecture()))
                .limit(CANDIDATES)
                .toList();
    }

    private List<TimedNet> time(SubnetSearch search, List<Candidate> candidates) {
        List<byte[]> models =
                candidates.stream().map(c -> model(c.architecture())).toList();
        List<ProcessTimes> times = timed(models, search.promise());
        List<TimedNet> nets = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            Architecture architecture = candidates.get(i).architecture();
            measured.put(
                    architecture,
                    new MeasuredCandidate(
                            candidates.get(i), search.latency(architecture), times.get(i), Double.POSITIVE_INFINITY));
            nets.add(new TimedNet(architecture, times.get(i).timing()));
        }
        bound(search.promise());
        return nets;
    }

    /** Every process that was timed tells more of how much processes differ, and so of all bounds. */
    private void bound(LatencyPromise promise) {
        ProcessSpread spread = spread(promise);
        measured.replaceAll((architecture, candidate) -> candidate.bounded(promise.confidence(), spread));
    }

    private ProcessSpread spread(LatencyPromise promise) {
        ProcessSpread spread = ProcessSpread.believed(profile.prior(), promise.quantile());
        for (List<ProcessTimes> times : trials) {
            spread = spread.and(times);
        }
        return spread;
    }

    private List<ProcessTimes> timed(List<byte[]> models, LatencyPromise promise) {
        List<ProcessTimes> times = trial.time(models, PROCESSES, promise.quantile());
        trials.add(times);
        return times;
    }

    private byte[] model(Architecture architecture) {
        return ModelForm.of(profile).untrained(space.lower(architecture), platform);
    }

    /**
     * With the times of the file that ships instead of those that it was chosen by, which were lucky ones; it may no longer
     * hold the budget.
     */
    private MeasuredCandidate confirmed(MeasuredCandidate best, LatencyPromise promise) {
        Architecture architecture = best.candidate().architecture();
        List<byte[]> models = List.of(shipped.apply(architecture));
        ProcessTimes times = timed(models, promise).get(0);
        // whatever its file took before counts too, or a file would be timed until it is lucky
        ProcessTimes all = files.merge(architecture, times, (before, now) -> now.after(before));
        measured.put(
                architecture, new MeasuredCandidate(best.candidate(), best.predicted(), all, Double.POSITIVE_INFINITY));
        bound(promise);
        return measured.get(architecture);
    }

    private void tell(double budget) {
        List<MeasuredCandidate> all = List.copyOf(measured.values());
        MeasuredCandidate last = all.get(all.size() - 1);
        String best = best(budget)
                .map(w -> String.format(Locale.ROOT, "best that holds the budget: %s", milliseconds(w.times())))
                .orElse("none holds the budget yet");
        notes.accept(String.format(
                Locale.ROOT,
                "timed %d subnets, the last %s, predicted %.3g ms; %s",
                all.size(),
                milliseconds(last.times()),
                last.predicted().nanos() / 1e6,
                best));
    }

    private Optional<MeasuredCandidate> best(double budget) {
        return measured.values().stream()
                .filter(m -> m.holds(budget))
                .max(Comparator.comparingDouble(m -> m.candidate().predictedAccuracy()));
    }

    private List<MeasuredCandidate> better(MeasuredCandidate winner) {
        return measured.values().stream()
                .filter(m ->
                        m.candidate().predictedAccuracy() > winner.candidate().predictedAccuracy())
                .toList();
    }

    private BudgetMissedException missed(Request request) {
        MeasuredCandidate fastest = measured.values().stream()
                .min(Comparator.comparingDouble(MeasuredCandidate::boundNanos))
                .orElseThrow();
        return new BudgetMissedException(String.format(
                Locale.ROOT,
                "%s holds %s with none of %d candidates (fastest: %s, at most %.3g ms with the asked confidence). Maybe the"
                        + " device is busy; else profile it again: %s",
                profile.name(),
                request.latency(),
                measured.size(),
                milliseconds(fastest.times()),
                fastest.boundNanos() / 1e6,
                ProfilingCommand.of(profile, List.of("--supernet", supernet.toString()))));
    }

    private static String milliseconds(ProcessTimes times) {
        return String.format(Locale.ROOT, "%.3g ms", times.meanNanos() / 1e6);
    }
}
