package dev.specialize.quantization;

/** How far weights reach; each output channel has a scale of its own, and zero is zero (arXiv:1806.08342, section 3). */
public enum WeightRange {
    /** -127 to 127. */
    FULL(127),
    /**
     * -63 to 63: on x86 without VNNI two products of an activation and a weight are added in 16 bits, and 2 * 255 * 127 does
     * not fit there while 2 * 255 * 63 does (ONNX Runtime documentation, "Quantize ONNX models", on U8S8 and reduce_range).
     */
    SEVEN_BITS(63);

    private final int largest;

    WeightRange(int largest) {
        this.largest = largest;
    }

    int largest() {
        return largest;
    }
}
