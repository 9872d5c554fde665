package dev.specialize.specialization;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.export.ModelPrecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Models of one budget in several precisions, each searched for with the device's times of that precision, made,
 * evaluated and, where the device can be reached, measured. The first wins that no other is more accurate than: what is
 * reported of its accuracy was measured on the images that it won by, and its manifest tells of the others.
 */
public final class PrecisionTrials {
    private final List<Trial> trials = new ArrayList<>();
    private final Predicate<RuntimeException> verdict;

    /** @param verdict whether a problem says that there is no model in a precision, not only that none was made */
    public PrecisionTrials(Predicate<RuntimeException> verdict) {
        this.verdict = verdict;
    }

    private record Trial(
            ModelPrecision precision,
            DeviceProfile profile,
            Optional<Specialization> made,
            Optional<RuntimeException> problem) {
        OtherPrecision asOther() {
            Optional<SpecializationManifest> manifest = made.map(Specialization::manifest);
            return new OtherPrecision(
                    precision,
                    RunKey.hash(profile),
                    manifest.flatMap(SpecializationManifest::bestKnownAccuracy),
                    manifest.map(SpecializationManifest::bestKnownNanos),
                    problem.map(RuntimeException::getMessage));
        }
    }

    /**
     * The answer.
     *
     * @param profile that it was searched with
     */
    public record Best(Specialization made, DeviceProfile profile) {}

    /** One that keeps the budget. */
    public void add(DeviceProfile profile, Specialization made) {
        trials.add(new Trial(made.manifest().export().precision(), profile, Optional.of(made), Optional.empty()));
    }

    /** A precision that there is no model in: none keeps the budget, or none can be made. */
    public void add(DeviceProfile profile, ModelPrecision precision, RuntimeException problem) {
        trials.add(new Trial(precision, profile, Optional.empty(), Optional.of(problem)));
    }

    /**
     * The most accurate, which knows of the others.
     *
     * @throws RuntimeException if there is no model in any precision: the first problem that is no verdict, which leaves
     *     open whether there could be one, else the first
     */
    public Best best() {
        Trial best = trials.get(0);
        for (Trial trial : trials) {
            boolean better = trial.made.isPresent() && (best.made.isEmpty() || accuracy(trial) > accuracy(best));
            best = better ? trial : best;
        }
        if (best.made.isEmpty()) {
            throw problems().filter(verdict.negate()).findFirst().orElse(best.problem.orElseThrow());
        }
        ModelPrecision chosen = best.precision;
        List<OtherPrecision> others = trials.stream()
                .filter(trial -> trial.precision != chosen)
                .map(Trial::asOther)
                .toList();
        return new Best(best.made.get().insteadOf(others), best.profile);
    }

    private Stream<RuntimeException> problems() {
        return trials.stream().flatMap(trial -> trial.problem.stream());
    }

    /** Where nothing tells of it, they are equal. */
    private static double accuracy(Trial trial) {
        return trial.made.orElseThrow().manifest().bestKnownAccuracy().orElse(0.0);
    }
}
