package dev.specialize.quantization;

import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Operand;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of an activation is beyond what eight bits are given.
 *
 * @param value its name
 * @param share of its numbers
 */
public record ClippedShare(String value, double share) {
    /** Of all values, the one of which most is beyond its range. */
    static ClippedShare most(Graph graph, Collection<Operand.Value> values, Ranges ranges, CalibrationImages images) {
        Set<Operand.Value> written = new LinkedHashSet<>(values);
        written.remove(graph.input());
        written.add(graph.output());
        Map<Operand.Value, Count> counts = new HashMap<>();
        if (values.contains(graph.input())) {
            counts.computeIfAbsent(graph.input(), Count::new).add(ranges, images.values());
        }
        try (GraphRun run = GraphRun.of(graph.writing(List.copyOf(written)))) {
            run.run(images, (value, numbers) -> {
                if (values.contains(value)) {
                    counts.computeIfAbsent(value, Count::new).add(ranges, numbers);
                }
            });
        }
        ClippedShare most = new ClippedShare(graph.input().name(), 0);
        for (Operand.Value value : values) {
            ClippedShare own = counts.get(value).share();
            most = own.share() > most.share() ? own : most;
        }
        return most;
    }

    /** Counts the numbers of one value. */
    private static final class Count {
        private final Operand.Value value;
        private long beyond;
        private long all;

        Count(Operand.Value value) {
            this.value = value;
        }

        void add(Ranges ranges, float... numbers) {
            ValueRange range = ranges.of(value).withZero();
            for (float number : numbers) {
                beyond += number < range.lowest() || number > range.highest() ? 1 : 0;
            }
            all += numbers.length;
        }

        ClippedShare share() {
            return new ClippedShare(value.name(), beyond / (double) all);
        }
    }
}
