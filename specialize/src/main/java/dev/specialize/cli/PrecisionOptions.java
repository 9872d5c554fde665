package dev.specialize.cli;

import dev.specialize.export.ModelPrecision;
import dev.specialize.files.Sha256;
import dev.specialize.quantization.CalibrationMethod;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.quantization.WeightRange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What the numbers of an exported model are, and how they come about. */
final class PrecisionOptions {
    private static final String AUTO = "auto";

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "fp32",
            description =
                    "fp32; fp16-weights: half the file; fp16: all of it; int8: quantised on the supernet's calibration"
                            + " images; auto, in the main job: the most accurate of those that the device has a profile for (default:"
                            + " ${DEFAULT-VALUE}). A model that loses more accuracy than it may is not written.")
    private String precision;

    @Option(
            names = "--calibration",
            paramLabel = "METHOD",
            converter = Methods.class,
            description = "For int8: min-max, percentile or entropy (default: percentile).")
    private CalibrationMethod method;

    @Option(
            names = "--keep-fp32",
            paramLabel = "LAYER",
            split = ",",
            description = "For int8: layers to leave in fp32, such as stem or stages.0.blocks.1.")
    private List<String> kept;

    @Option(
            names = "--reduce-range",
            description = "For int8: weights of seven bits, as x86 processors without VNNI need them;"
                    + " --platform cpu-x86 has them anyway.")
    private boolean reduceRange;

    private static final class Methods implements ITypeConverter<CalibrationMethod> {
        @Override
        public CalibrationMethod convert(String text) {
            try {
                return CalibrationMethod.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    void requireConsistent(CommandLine command) {
        boolean quantizing = method != null || kept != null || reduceRange;
        if (quantizing && !isAuto() && precision(command) != ModelPrecision.INT8) {
            throw new ParameterException(
                    command,
                    "--calibration, --keep-fp32 and --reduce-range are for --precision int8, not for " + precision);
        }
    }

    boolean isAuto() {
        return precision.equals(AUTO);
    }

    /** The one that was chosen, without a device. */
    ModelPrecision precision(CommandLine command) {
        try {
            return ModelPrecision.parse(precision);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command,
                    isAuto()
                            ? "--precision auto chooses by a device's times, which only the main job knows: specialize"
                                    + " --device .. --precision auto"
                            : "--" + e.getMessage(),
                    e);
        }
    }

    void tell(FolderWords words) {
        words.addUnlessUsual(precision, ModelPrecision.FP32.toString());
        QuantizationSettings asked = quantization();
        words.addUnlessUsual(asked.method(), QuantizationSettings.USUAL.method());
        if (reduceRange) {
            words.add("reduce-range");
        }
        if (!asked.kept().isEmpty()) {
            // there may be more names than the name of a folder takes
            words.add("keep-" + Sha256.inNames(String.join(",", asked.kept())));
        }
    }

    QuantizationSettings quantization() {
        QuantizationSettings usual = QuantizationSettings.USUAL;
        Set<String> layers = kept == null ? Set.of() : new TreeSet<>(kept);
        return (method == null ? usual : usual.withMethod(method))
                .keeping(layers)
                .withWeights(reduceRange ? WeightRange.SEVEN_BITS : WeightRange.FULL);
    }
}
