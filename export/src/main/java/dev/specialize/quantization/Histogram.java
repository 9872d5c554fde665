package dev.specialize.quantization;

/** Counts of numbers in bins of equal width, as far below zero as above. */
final class Histogram {
    /** Of the magnitudes; as in the method that {@link EntropyThreshold} cites. */
    static final int BINS = 2048;

    private final ValueRange extremes;
    private final double width;
    private final long[] counts;

    /** @param extremes what no number is beyond */
    Histogram(ValueRange extremes) {
        this(extremes, BINS);
    }

    Histogram(ValueRange extremes, int bins) {
        this.extremes = extremes;
        width = extremes.magnitude() / bins;
        counts = new long[2 * bins];
    }

    void add(float... values) {
        int last = counts.length - 1;
        double middle = counts.length / 2.0;
        double perUnit = width == 0 ? 0 : 1 / width;
        for (float value : values) {
            // what lies on the upper end belongs to the last bin
            int bin = (int) (value * perUnit + middle);
            counts[Math.max(0, Math.min(last, bin))]++;
        }
    }

    ValueRange extremes() {
        return extremes;
    }

    /** Of a bin. */
    double width() {
        return width;
    }

    /** Counts of magnitudes, the smallest first. */
    double[] magnitudes() {
        int bins = counts.length / 2;
        double[] out = new double[bins];
        for (int i = 0; i < bins; i++) {
            out[i] = (double) counts[bins + i] + counts[bins - 1 - i];
        }
        return out;
    }

    /** What is left if a share of the numbers is cut off at each end. */
    ValueRange without(double share) {
        double most = share * total();
        int low = 0;
        for (double below = counts[0]; below <= most && low < counts.length - 1; below += counts[low]) {
            low++;
        }
        int high = counts.length - 1;
        for (double above = counts[high]; above <= most && high > low; above += counts[high]) {
            high--;
        }
        return new ValueRange(
                Math.max(extremes.lowest(), edge(low)),
                Math.max(extremes.lowest(), Math.min(extremes.highest(), edge(high + 1))));
    }

    private double edge(int bin) {
        return (bin - counts.length / 2) * width;
    }

    private double total() {
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }
}
