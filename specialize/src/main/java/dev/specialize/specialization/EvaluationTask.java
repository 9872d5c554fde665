package dev.specialize.specialization;

import dev.specialize.cluster.ShippedFolder;
import dev.specialize.cluster.Task;
import dev.specialize.space.Architecture;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchEngine;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Recalibrates subnets and runs them on the first half of the validation images.
 *
 * @param supernet all of its files
 */
record EvaluationTask(ShippedFolder supernet) implements Task<EvaluationTask.Order, EvaluationTask.Answers> {
    /** @param architectures in the words of {@link Architecture#toString} */
    record Order(List<String> architectures) implements Serializable {}

    /** @param right for each architecture the images that it is right about */
    record Answers(List<BitSet> right) implements Serializable {}

    @Override
    public Answers run(Order order) {
        Supernet net = Supernet.read(supernet.path());
        ValidationHalves halves = ValidationHalves.of(net).orElseThrow();
        List<Architecture> architectures =
                order.architectures.stream().map(Architecture::parse).toList();
        try (TorchEngine engine = TorchEngine.open()) {
            return new Answers(
                    new ArrayList<>(net
                            .evaluation(engine)
                            .rightAnswers(architectures, halves.choosing(), () -> false)
                            .orElseThrow()
                            .stream()
                            .map(EvaluationTask::bits)
                            .toList()));
        }
    }

    private static BitSet bits(boolean[] right) {
        BitSet bits = new BitSet(right.length);
        for (int i = 0; i < right.length; i++) {
            bits.set(i, right[i]);
        }
        return bits;
    }
}
