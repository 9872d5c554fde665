package dev.specialize.latency;

import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.space.Architecture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** What a model says of networks whose times it was not told. */
final class CrossValidation {
    private static final int FOLDS = 10;

    private CrossValidation() {}

    /**
     * Each network beside the prediction of the model without it and some others. One that was timed several times is left
     * out whole: its other times would tell.
     */
    static List<MeasuredNet> of(LatencyModel model, List<TimedNet> nets) {
        Map<Architecture, Integer> places = new HashMap<>();
        nets.forEach(net -> places.putIfAbsent(net.architecture(), places.size()));
        int folds = Math.min(FOLDS, places.size());
        ToIntFunction<TimedNet> foldOf = net -> places.get(net.architecture()) % folds;
        List<LatencyModel> models = IntStream.range(0, folds)
                .mapToObj(fold -> model.withNets(nets.stream()
                        .filter(net -> foldOf.applyAsInt(net) != fold)
                        .toList()))
                .toList();
        return nets.stream()
                .map(net -> models.get(foldOf.applyAsInt(net)).compared(net, NetRole.CALIBRATION))
                .toList();
    }
}
