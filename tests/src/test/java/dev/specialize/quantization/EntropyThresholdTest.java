package dev.specialize.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntropyThresholdTest {
    private static final int LEVELS = 4;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_cut_is_the_best_of_all_tried_one_by_one(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] counts = new double[24];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.floor(5000 * Math.exp(-i / random.nextDouble(1, 5)) + random.nextInt(3));
        }
        assertThat(new EntropyThreshold(counts, LEVELS).bins()).isEqualTo(bruteForce(counts));
    }

    @Test
    void a_far_outlier_is_cut_off() {
        double[] counts = new double[64];
        for (int i = 0; i < 16; i++) {
            counts[i] = 10_000 * (1 + i % 4);
        }
        counts[63] = 1;
        assertThat(new EntropyThreshold(counts, 16).bins()).isEqualTo(16);
    }

    @Test
    void numbers_that_all_lie_far_from_zero_are_not_cut_through() {
        double[] counts = new double[64];
        Arrays.fill(counts, 40, 64, 100);
        assertThat(new EntropyThreshold(counts, LEVELS).bins()).isEqualTo(64);
    }

    @Test
    void a_percentile_leaves_all_but_its_share() {
        Histogram histogram = new Histogram(new ValueRange(-1, 1), 1000);
        for (int i = 0; i < 100_000; i++) {
            histogram.add((float) (-1 + i / 50_000.0));
        }
        ValueRange range = histogram.without(0.01);
        assertThat(range.lowest()).isCloseTo(-0.98, within(0.002));
        assertThat(range.highest()).isCloseTo(0.98, within(0.002));
        assertThat(histogram.without(0)).isEqualTo(new ValueRange(-1, 1));
    }

    /** The same definition, written with lists and without sharing any step between candidates. */
    private static int bruteForce(double... counts) {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        int best = -1;
        double least = Double.MAX_VALUE;
        for (int bins = LEVELS; bins <= counts.length; bins++) {
            List<Double> p = new ArrayList<>();
            double cut = total;
            for (int i = 0; i < bins; i++) {
                p.add(counts[i]);
                cut -= counts[i];
            }
            if (cut > total / 1000) {
                continue;
            }
            List<Double> q = levels(p);
            p.set(bins - 1, p.get(bins - 1) + cut);
            double divergence = divergence(p, q);
            if (divergence <= least) {
                least = divergence;
                best = bins;
            }
        }
        return best;
    }

    private static List<Double> levels(List<Double> p) {
        List<Double> q = new ArrayList<>();
        for (int i = 0; i < p.size(); i++) {
            int bin = i;
            List<Double> own = new ArrayList<>();
            for (int j = 0; j < p.size(); j++) {
                if (level(j, p.size()) == level(bin, p.size()) && p.get(j) > 0) {
                    own.add(p.get(j));
                }
            }
            q.add(p.get(i) > 0 ? own.stream().mapToDouble(x -> x).average().orElseThrow() : 0);
        }
        return q;
    }

    /** The level whose share of the bins a bin lies in, each share beginning at the whole bin below its edge. */
    private static int level(int bin, int bins) {
        int level = 0;
        while (level + 1 < LEVELS && Math.floorDiv((level + 1) * bins, LEVELS) <= bin) {
            level++;
        }
        return level;
    }

    private static double divergence(List<Double> p, List<Double> q) {
        double all = p.stream().mapToDouble(x -> x).sum();
        double told = q.stream().mapToDouble(x -> x).sum();
        double sum = 0;
        for (int i = 0; i < p.size(); i++) {
            if (p.get(i) > 0) {
                sum += p.get(i) / all * (Math.log(p.get(i) / all) - Math.log(q.get(i) / told));
            }
        }
        return sum;
    }
}
