package dev.specialize.predictor;

import java.util.List;

/**
 * All of a perceptron but its weights, as JSON. It is bound to the choices of its space's stages alone.
 *
 * @param format {@value PredictorModel#FORMAT}
 * @param kind {@value #KIND}
 * @param space name of the space that it was read for
 * @param stages choices of that space
 * @param resolutions in the order of the inputs
 * @param importedFrom name of the file that it was read from
 * @param importedSha256 of that file
 * @param weightsSha256 of the safetensors file beside this one
 */
record MlpFile(
        String format,
        String kind,
        String space,
        List<StageShape> stages,
        MlpLayout layout,
        List<Integer> resolutions,
        String importedFrom,
        String importedSha256,
        String weightsSha256) {
    static final String KIND = "mlp";

    MlpFile {
        if (!format.equals(PredictorModel.FORMAT) || !kind.equals(KIND)) {
            throw new IllegalArgumentException("format must be " + PredictorModel.FORMAT + " and kind " + KIND
                    + ", got " + format + " and " + kind);
        }
        stages = List.copyOf(stages);
        resolutions = List.copyOf(resolutions);
    }
}
