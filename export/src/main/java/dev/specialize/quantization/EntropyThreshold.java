package dev.specialize.quantization;

import java.util.Arrays;

/**
 * The magnitude at which to cut a distribution so that the quantised one tells most of it: the least Kullback-Leibler
 * divergence of the distribution, cut, from what a few levels keep of it (S. Migacz, "8-bit Inference with TensorRT",
 * NVIDIA GTC 2017, "Entropy Calibration"). Where little is near zero, that may be a cut through most of the numbers, which
 * tells nothing perfectly; so only cuts are considered that leave nearly all of them.
 */
@SuppressWarnings("ArrayRecordComponent") // counted once, read in an inner loop
record EntropyThreshold(double[] counts, int levels) {
    /** Magnitudes of signed eight bits. */
    static final int LEVELS = 128;

    private static final double MOST_CUT = 1e-3;

    /** How many bins to keep: at least as many as levels. */
    int bins() {
        int best = counts.length;
        double least = Double.POSITIVE_INFINITY;
        double beyond = Arrays.stream(counts).sum();
        double most = MOST_CUT * beyond;
        for (int i = 0; i < Math.min(levels, counts.length) - 1; i++) {
            beyond -= counts[i];
        }
        for (int bins = Math.min(levels, counts.length); bins <= counts.length; bins++) {
            beyond -= counts[bins - 1];
            if (beyond > most) {
                continue;
            }
            double divergence = divergence(bins);
            // of equals the one that cuts less
            if (divergence <= least) {
                least = divergence;
                best = bins;
            }
        }
        return best;
    }

    /** Of the distribution cut after some bins, what is beyond being counted in the last of them. */
    private double divergence(int bins) {
        double[] kept = Arrays.copyOf(counts, bins);
        double[] told = told(kept);
        for (int i = bins; i < counts.length; i++) {
            kept[bins - 1] += counts[i];
        }
        double all = Arrays.stream(kept).sum();
        double toldAll = Arrays.stream(told).sum();
        double divergence = 0;
        for (int i = 0; i < bins; i++) {
            if (kept[i] > 0 && told[i] == 0) {
                return Double.POSITIVE_INFINITY;
            }
            divergence += kept[i] > 0 ? kept[i] / all * Math.log(kept[i] / all / (told[i] / toldAll)) : 0;
        }
        return divergence;
    }

    /** Each level's numbers spread evenly over those of its bins that have any. */
    private double[] told(double... kept) {
        double[] out = new double[kept.length];
        int used = Math.min(levels, kept.length);
        for (int level = 0; level < used; level++) {
            int begin = (int) ((long) level * kept.length / used);
            int end = (int) ((long) (level + 1) * kept.length / used);
            double sum = 0;
            int filled = 0;
            for (int i = begin; i < end; i++) {
                sum += kept[i];
                filled += kept[i] > 0 ? 1 : 0;
            }
            for (int i = begin; i < end; i++) {
                out[i] = kept[i] > 0 ? sum / filled : 0;
            }
        }
        return out;
    }
}
