package dev.specialize.training;

import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.stream.LongStream;

/** What the steps of each phase of a run compute, to tell from the present phase how long the later ones will take. */
final class PhaseCosts {
    private static final int DRAWN_STEPS = 30;
    /** Backpropagation computes twice what the forward pass does. */
    private static final int PASSES = 3;

    private final Schedule schedule;
    private final List<Double> macsPerStep;

    PhaseCosts(TrainingRun run) {
        schedule = run.schedule();
        macsPerStep = run.recipe().phases().stream()
                .map(phase -> macsPerStep(run, phase))
                .toList();
    }

    /**
     * How many steps of the present phase compute as much as all steps that are left.
     *
     * @param last step that was done
     */
    double stepsLeft(Schedule.Position last) {
        double left = last.steps() - last.step() - 1;
        for (int phase = last.phase() + 1; phase < macsPerStep.size(); phase++) {
            left += schedule.steps(phase) * macsPerStep.get(phase) / macsPerStep.get(last.phase());
        }
        return left;
    }

    private static double macsPerStep(TrainingRun run, Phase phase) {
        DrawnSubnets subnets = new DrawnSubnets(run, phase);
        return LongStream.range(0, DRAWN_STEPS)
                .map(step -> macs(run.space(), phase.teaching(), subnets.of(step)))
                .average()
                .orElseThrow();
    }

    /** Of one image. A frozen teacher only answers. */
    private static long macs(SearchSpace space, Teaching teaching, List<Architecture> subnets) {
        long macs = 0;
        int resolution = 0;
        for (Architecture subnet : subnets) {
            macs += PASSES * macs(space, subnet);
            resolution = Math.max(resolution, subnet.resolution());
        }
        boolean answers = teaching.teacher() == Teaching.Teacher.FROZEN;
        return macs + (answers ? macs(space, space.largest().at(resolution)) : 0);
    }

    private static long macs(SearchSpace space, Architecture subnet) {
        return space.lower(subnet).cost().macs();
    }
}
