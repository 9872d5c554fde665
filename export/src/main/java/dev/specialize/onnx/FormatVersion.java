package dev.specialize.onnx;

/**
 * The version of a model's file.
 *
 * @param opset version of the operators' specification
 * @param irVersion of the rest of the format
 */
public record FormatVersion(long opset, long irVersion) {
    /** HardSwish is an operator since 14; 17 is what runtimes of the last years all read, and 8 came with it. */
    public static final FormatVersion USUAL = new FormatVersion(17, 8);

    public FormatVersion {
        if (opset < 1 || irVersion < 1) {
            throw new IllegalArgumentException("operator set " + opset + " and file version " + irVersion);
        }
    }
}
