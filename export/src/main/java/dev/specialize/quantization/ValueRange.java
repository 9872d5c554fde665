package dev.specialize.quantization;

/** Lowest and highest of some numbers, both finite. */
public record ValueRange(double lowest, double highest) {
    public ValueRange {
        if (!(lowest <= highest) || !Double.isFinite(lowest) || !Double.isFinite(highest)) {
            throw new IllegalArgumentException("no range from " + lowest + " to " + highest);
        }
    }

    /** Zero has to be a quantised number: padding and rectifiers write it. */
    ValueRange withZero() {
        return new ValueRange(Math.min(0, lowest), Math.max(0, highest));
    }

    /** What of it lies between two numbers, one of which is 0 or both on its sides. */
    ValueRange within(double low, double high) {
        ValueRange zeroed = withZero();
        return new ValueRange(Math.max(low, zeroed.lowest), Math.min(high, zeroed.highest));
    }

    ValueRange hull(ValueRange other) {
        return new ValueRange(Math.min(lowest, other.lowest), Math.max(highest, other.highest));
    }

    double width() {
        return highest - lowest;
    }

    /** The largest distance from zero. */
    double magnitude() {
        return Math.max(Math.abs(lowest), Math.abs(highest));
    }
}
