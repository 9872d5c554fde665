package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Distinct genomes with their accuracies. */
final class Samples {
    private final List<Genome> genomes;
    /** (genomes): fractions. */
    private final double[] accuracies;

    private Samples(List<Genome> genomes, double[] accuracies) {
        this.genomes = List.copyOf(genomes);
        this.accuracies = accuracies;
    }

    /** An architecture that was evaluated more than once counts once, with its mean. */
    static Samples of(GenomeCodec codec, List<EvaluatedArchitecture> pairs) {
        Map<Genome, List<Double>> accuracies = new LinkedHashMap<>();
        for (EvaluatedArchitecture pair : pairs) {
            accuracies
                    .computeIfAbsent(codec.encodeChecked(pair.architecture()), g -> new ArrayList<>())
                    .add(pair.accuracy());
        }
        double[] means = accuracies.values().stream()
                .mapToDouble(list -> list.stream().mapToDouble(a -> a).average().orElseThrow())
                .toArray();
        return new Samples(List.copyOf(accuracies.keySet()), means);
    }

    List<Genome> genomes() {
        return genomes;
    }

    double[] accuracies() {
        return accuracies.clone();
    }

    int size() {
        return accuracies.length;
    }

    Samples shuffled(long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return at(order);
    }

    /** From one index up to before another. */
    Samples range(int from, int to) {
        List<Integer> indices = new ArrayList<>();
        for (int i = from; i < to; i++) {
            indices.add(i);
        }
        return at(indices);
    }

    /** Without those from one index up to before another. */
    Samples without(int from, int to) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (i < from || i >= to) {
                indices.add(i);
            }
        }
        return at(indices);
    }

    private Samples at(List<Integer> indices) {
        return new Samples(
                indices.stream().map(genomes::get).toList(),
                indices.stream().mapToDouble(i -> accuracies[i]).toArray());
    }
}
