package dev.specialize.report;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.report.TradeOff.Kind;
import dev.specialize.report.TradeOff.Range;
import dev.specialize.search.FrontPoint;
import dev.specialize.search.Resource;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.specialization.Ranking;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.SpecializationManifest.Latency;
import dev.specialize.specialization.SubnetSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The chosen subnet beside others.
 *
 * @param missing why there is no front, if there is none
 */
record Comparison(List<TradeOff> tradeOffs, List<String> missing) {
    /** From the tightest to the loosest. */
    private static final int BUDGETS = 24;

    /** Of each budget's search. */
    private static final int EVALUATIONS = 250;

    /** @param layers of the chosen subnet, by the profile alone; empty without space and profile */
    static Comparison of(ReportSources sources, List<LayerTime> layers) {
        SpecializationManifest manifest = sources.manifest();
        Optional<LatencyCorrection> correction = LatencyCorrection.of(manifest, layers);
        Optional<PredictorModel> predictor = sources.predictor();
        if (manifest.predictedAccuracy().isEmpty()) {
            return new Comparison(
                    List.of(),
                    List.of("Subnets were " + Ranking.ANGLE.told()
                            + ", not by predicted accuracies, so none are compared."));
        }
        if (predictor.isEmpty()
                || sources.space().isEmpty()
                || sources.profile().isEmpty()
                || correction.isEmpty()) {
            return new Comparison(
                    recorded(manifest, YardStick.recorded(manifest)),
                    List.of("Without space, predictor and profile no front can be searched."));
        }
        DeviceProfile profile = sources.profile().orElseThrow();
        SubnetSearch search = search(manifest, sources.space().orElseThrow(), predictor.orElseThrow(), profile);
        YardStick stick = YardStick.of(search, manifest, correction.orElseThrow());
        return new Comparison(
                Stream.of(
                                front(manifest, search, stick),
                                recorded(manifest, stick),
                                PublishedResults.of(profile, search.space()))
                        .flatMap(List::stream)
                        .toList(),
                List.of());
    }

    private static SubnetSearch search(
            SpecializationManifest manifest, SearchSpace space, PredictorModel predictor, DeviceProfile profile) {
        Latency latency = manifest.latency();
        LatencyPromise promise = new LatencyPromise(latency.quantile(), latency.confidence());
        return new SubnetSearch(space, predictor, profile, promise, ModelLabel.PLAIN);
    }

    /**
     * What a short search finds, and what the long one found: it may be better. Budgets are spread over all that the
     * profile predicts, so a factor moves them with the latencies.
     */
    private static List<TradeOff> front(SpecializationManifest manifest, SubnetSearch search, YardStick stick) {
        SearchSettings settings =
                SearchSettings.ofSeed(manifest.search().seed()).withEvaluations(EVALUATIONS);
        List<TradeOff> points = new ArrayList<>();
        for (FrontPoint point : search.latencyFront(BUDGETS, settings)) {
            points.add(
                    front(point.architecture(), point.costs().get(Resource.LATENCY), point.predictedAccuracy(), stick));
        }
        Stream.concat(
                        Stream.of(manifest.architecture()),
                        manifest.search().random().stream().map(r -> r.architecture()))
                .map(Architecture::parse)
                .map(search::predicted)
                .map(c -> front(c.architecture(), c.uses().get(0).predicted(), c.predictedAccuracy(), stick))
                .forEach(points::add);
        return undominated(points);
    }

    private static TradeOff front(Architecture architecture, double profileNanos, double accuracy, YardStick stick) {
        String name = architecture.toString();
        return new TradeOff(
                Kind.FRONT, name, Range.exact(stick.nanos(name, profileNanos)), stick.accuracy(name, accuracy));
    }

    /** By rising latency. */
    private static List<TradeOff> undominated(List<TradeOff> points) {
        List<TradeOff> kept = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (TradeOff point : points.stream()
                .sorted(Comparator.comparingDouble((TradeOff p) -> p.latency().value())
                        .thenComparing(p -> -p.accuracy().value()))
                .toList()) {
            if (point.accuracy().value() > best) {
                best = point.accuracy().value();
                kept.add(point);
            }
        }
        return kept;
    }

    /** What the manifest tells, whose accuracies were predicted. */
    private static List<TradeOff> recorded(SpecializationManifest manifest, YardStick stick) {
        Latency latency = manifest.latency();
        List<TradeOff> recorded = new ArrayList<>();
        latency.rejected()
                .forEach(r -> recorded.add(new TradeOff(
                        Kind.REJECTED,
                        r.architecture(),
                        measured(r.measuredNanos(), r.measuredNanos(), r.boundNanos()),
                        stick.accuracy(r.architecture(), r.predictedAccuracy().orElseThrow()))));
        manifest.search()
                .random()
                .ifPresent(r -> recorded.add(new TradeOff(
                        Kind.RANDOM,
                        r.architecture(),
                        Range.exact(stick.recordedNanos(r.architecture())),
                        stick.accuracy(r.architecture(), r.predictedAccuracy().orElseThrow()))));
        recorded.add(new TradeOff(
                Kind.PREDICTED, manifest.architecture(), Range.of(latency.prediction()), stick.chosen(manifest)));
        latency.measured()
                .ifPresent(m -> recorded.add(new TradeOff(
                        Kind.MEASURED,
                        manifest.architecture(),
                        measured(
                                m.meanNanos(),
                                m.nanosByProcess().stream().min(Double::compare).orElse(m.meanNanos()),
                                m.boundNanos()),
                        stick.chosen(manifest))));
        return recorded;
    }

    private static Range measured(double nanos, double least, double bound) {
        return new Range(nanos, Math.min(nanos, least), Math.max(nanos, bound));
    }
}
