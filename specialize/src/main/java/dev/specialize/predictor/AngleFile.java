package dev.specialize.predictor;

import java.util.List;

/**
 * How weights turned in training, as JSON.
 *
 * @param format {@value PredictorModel#FORMAT}
 * @param kind {@value #KIND}
 * @param space name of the space
 * @param spaceSha256 of that space's JSON
 * @param shared what every subnet has
 * @param stages for each stage, each place and each choice
 */
record AngleFile(
        String format,
        String kind,
        String space,
        String spaceSha256,
        TurnedWeights shared,
        List<List<List<TurnedWeights>>> stages) {
    static final String KIND = "angle";

    AngleFile {
        if (!format.equals(PredictorModel.FORMAT) || !kind.equals(KIND)) {
            throw new IllegalArgumentException("format must be " + PredictorModel.FORMAT + " and kind " + KIND
                    + ", got " + format + " and " + kind);
        }
        stages = stages.stream()
                .map(places -> places.stream().map(List::copyOf).toList())
                .toList();
    }
}
