package dev.specialize.quantization;

import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Operand;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all activations of a graph are on calibration images. */
final class Observations implements ChannelMeans {
    private final Map<String, double[]> means = new HashMap<>();
    private final Map<String, Histogram> histograms = new HashMap<>();

    private Observations() {}

    /**
     * Runs the images for the extremes, and once more to count between them if the method needs that.
     *
     * @param needed the values to observe, of which the input may be one
     */
    static Observations of(Graph graph, Set<Operand.Value> needed, CalibrationImages images, CalibrationMethod method) {
        Set<Operand.Value> written = new LinkedHashSet<>(needed);
        written.remove(graph.input());
        written.add(graph.output());
        List<Operand.Value> values = List.copyOf(written);
        Observations observations = new Observations();
        try (GraphRun run = GraphRun.of(graph.writing(values))) {
            Map<String, ObservedValue> observed = new HashMap<>();
            values.forEach(value -> observed.put(value.name(), new ObservedValue(value)));
            ObservedValue input = new ObservedValue(graph.input());
            observed.put(graph.input().name(), input);
            input.add(images.values());
            run.run(images, (value, numbers) -> observed.get(value.name()).add(numbers));
            observed.forEach(observations::begin);
            if (method.countsNumbers()) {
                observations.histograms.get(graph.input().name()).add(images.values());
                run.run(
                        images,
                        (value, numbers) ->
                                observations.histograms.get(value.name()).add(numbers));
            }
        }
        return observations;
    }

    private void begin(String name, ObservedValue observed) {
        means.put(name, observed.means());
        histograms.put(name, new Histogram(observed.extremes()));
    }

    @Override
    public Optional<double[]> of(Operand.Value value) {
        return Optional.ofNullable(means.get(value.name()));
    }

    Histogram histogram(String name) {
        return histograms.get(name);
    }

    Ranges ranges(CalibrationMethod method) {
        Map<String, ValueRange> ranges = new HashMap<>();
        histograms.forEach((name, histogram) -> ranges.put(name, method.range(histogram)));
        return value -> ranges.get(value.name());
    }
}
