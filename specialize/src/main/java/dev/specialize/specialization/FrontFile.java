package dev.specialize.specialization;

import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.ProfileName;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.search.FrontPoint;
import dev.specialize.search.ParetoFront;
import dev.specialize.search.Resource;
import dev.specialize.space.Architecture;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A device's Pareto front as JSON: it answers later budgets, or several limits at once, without another search.
 *
 * @param format {@value #FORMAT}
 * @param space name of the space that was searched
 * @param spaceSha256 of the searched space's JSON, its resolutions those that were searched
 * @param device whose profile the latencies are from
 * @param profileSha256 of that profile's JSON
 * @param quantile of the runs that the latencies are of
 * @param confidence that budgets are kept with
 * @param relativeMargin to add to latencies before they are compared with a budget, enough for each point
 * @param evaluations architectures whose accuracy was predicted
 * @param points the most accurate first
 */
public record FrontFile(
        String format,
        String space,
        String spaceSha256,
        String device,
        String profileSha256,
        LatencyQuantile quantile,
        double confidence,
        double relativeMargin,
        long seed,
        int evaluations,
        List<Point> points) {
    public static final String FORMAT = "pareto-front/2";

    private static final String FORMER_FORMAT = "\"pareto-front/1\"";

    /**
     * One trade-off.
     *
     * @param architecture in the words of {@link Architecture#toString}
     * @param latencyNanos predicted, without margin
     * @param modelBytes the most that the exported file will have
     * @param activationBytes alive at once, for one image
     */
    public record Point(
            String architecture,
            double predictedAccuracy,
            double latencyNanos,
            long macs,
            long parameters,
            long modelBytes,
            long activationBytes) {
        private FrontPoint toPoint() {
            Map<Resource, Double> costs = new EnumMap<>(Resource.class);
            costs.put(Resource.LATENCY, latencyNanos);
            costs.put(Resource.MACS, (double) macs);
            costs.put(Resource.PARAMETERS, (double) parameters);
            costs.put(Resource.MODEL_SIZE, (double) modelBytes);
            costs.put(Resource.MEMORY, (double) activationBytes);
            return new FrontPoint(Architecture.parse(architecture), predictedAccuracy, new TreeMap<>(costs));
        }

        private static Point of(FrontPoint point) {
            return new Point(
                    point.architecture().toString(),
                    point.predictedAccuracy(),
                    point.costs().get(Resource.LATENCY),
                    Math.round(point.costs().get(Resource.MACS)),
                    Math.round(point.costs().get(Resource.PARAMETERS)),
                    Math.round(point.costs().get(Resource.MODEL_SIZE)),
                    Math.round(point.costs().get(Resource.MEMORY)));
        }
    }

    public FrontFile {
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
        }
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be from 0.5 to 0.999, got " + confidence);
        }
        if (!(relativeMargin >= 0 && Double.isFinite(relativeMargin))) {
            throw new IllegalArgumentException("relativeMargin must be at least 0, got " + relativeMargin);
        }
        points = List.copyOf(points);
    }

    static FrontFile of(SubnetSearch search, ParetoFront front, long seed, int evaluations) {
        return new FrontFile(
                FORMAT,
                search.space().name(),
                Sha256.of(JsonFile.text(search.space())),
                ProfileName.of(search.profile()).toString(),
                Sha256.of(JsonFile.text(search.profile())),
                search.promise().quantile(),
                search.promise().confidence(),
                front.points().stream()
                        .mapToDouble(point -> search.relativeMargin(point.architecture()))
                        .max()
                        .orElse(0),
                seed,
                evaluations,
                front.points().stream().map(Point::of).toList());
    }

    /** @throws InvalidFileException if the file is missing or not a front */
    public static FrontFile read(Path file) {
        String json = JsonFile.readText(file);
        if (json.contains(FORMER_FORMAT)) {
            throw new InvalidFileException(file, "is of a former format. Maybe make a new one with: specialize front");
        }
        FrontFile read = JsonFile.parse(json, file, FrontFile.class);
        try {
            read.front();
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(file, e.getMessage(), e);
        }
        return read;
    }

    public void write(Path file) {
        JsonFile.write(file, this);
    }

    /** The most accurate point within limits, the margin included. */
    public Optional<FrontPoint> best(Limits limits) {
        Map<Resource, Double> values = limits.values();
        values.computeIfPresent(Resource.LATENCY, (resource, nanos) -> nanos / (1 + relativeMargin));
        return front().best(values);
    }

    /** The least latency of any point, margin included, in nanoseconds; empty if there are no points. */
    public Optional<Double> leastNanos() {
        return points.stream().map(p -> p.latencyNanos() * (1 + relativeMargin)).min(Double::compare);
    }

    private ParetoFront front() {
        return new ParetoFront(points.stream().map(Point::toPoint).toList());
    }
}
