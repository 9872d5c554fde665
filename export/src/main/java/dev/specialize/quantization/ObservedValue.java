package dev.specialize.quantization;

import dev.specialize.onnx.Operand;

/** Sums up what one activation is on image after image. */
final class ObservedValue {
    private final Operand.Value value;
    private final double[] sums;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private long images;

    ObservedValue(Operand.Value value) {
        this.value = value;
        sums = new double[value.channels()];
    }

    /**
     * @param values (images, channels, ...)
     * @throws QuantizationException if one is not finite
     */
    void add(float... values) {
        int positions = positions();
        for (int begin = 0; begin < values.length; begin += positions) {
            double sum = 0;
            float low = values[begin];
            float high = low;
            for (int i = begin; i < begin + positions; i++) {
                float x = values[i];
                sum += x;
                low = Math.min(low, x);
                high = Math.max(high, x);
            }
            sums[begin / positions % sums.length] += sum;
            lowest = Math.min(lowest, low);
            highest = Math.max(highest, high);
        }
        images += values.length / (positions * sums.length);
        if (!Double.isFinite(lowest) || !Double.isFinite(highest)) {
            throw new QuantizationException(
                    "Activations '" + value.name() + "' reach from " + lowest + " to " + highest
                            + " on the calibration images. Maybe the subnet was never recalibrated, or the images are damaged.");
        }
    }

    private int positions() {
        return value.shape().stream().skip(1).reduce(1, Math::multiplyExact);
    }

    ValueRange extremes() {
        return new ValueRange(lowest, highest);
    }

    double[] means() {
        double[] means = sums.clone();
        for (int c = 0; c < means.length; c++) {
            means[c] /= (double) images * positions();
        }
        return means;
    }
}
