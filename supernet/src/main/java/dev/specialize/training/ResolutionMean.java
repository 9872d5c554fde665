package dev.specialize.training;

import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/**
 * The mean over all resolutions of a space of something that is asked for at three of them at most. At the others it lies
 * on the parabola through these, as what a network computes nearly does.
 *
 * @param all resolutions, ascending
 * @param asked those to ask for
 */
record ResolutionMean(List<Integer> all, List<Integer> asked) {
    static ResolutionMean of(SearchSpace space) {
        List<Integer> all = space.resolutions();
        int last = all.size() - 1;
        List<Integer> asked =
                Stream.of(0, last / 2, last).distinct().map(all::get).toList();
        return new ResolutionMean(all, asked);
    }

    double mean(IntToDoubleFunction value) {
        return asked.stream()
                .mapToDouble(resolution -> weight(resolution) * value.applyAsDouble(resolution))
                .sum();
    }

    /** The mean of a Lagrange polynomial: 1 at the resolution, 0 at the others that are asked for. */
    private double weight(int resolution) {
        return all.stream()
                .mapToDouble(at -> polynomial(resolution, at))
                .average()
                .orElseThrow();
    }

    private double polynomial(int resolution, int at) {
        return asked.stream()
                .filter(other -> other != resolution)
                .mapToDouble(other -> (double) (at - other) / (resolution - other))
                .reduce(1, (a, b) -> a * b);
    }
}
