package dev.specialize.latency;

import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a model says of networks whose times it was not told. */
final class CrossValidation {
    private static final int FOLDS = 10;

    private CrossValidation() {}

    /** Each network beside the prediction of the model without it and some others. */
    static List<MeasuredNet> of(LatencyModel model, List<TimedNet> nets) {
        List<MeasuredNet> compared = new ArrayList<>();
        int folds = Math.min(FOLDS, nets.size());
        List<LatencyModel> models = IntStream.range(0, folds)
                .mapToObj(fold -> model.withNets(IntStream.range(0, nets.size())
                        .filter(i -> i % folds != fold)
                        .mapToObj(nets::get)
                        .toList()))
                .toList();
        for (int i = 0; i < nets.size(); i++) {
            compared.add(models.get(i % folds).compared(nets.get(i), NetRole.CALIBRATION));
        }
        return compared;
    }
}
