package dev.specialize.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which step belongs to which phase of a recipe. */
final class Schedule {
    private final List<Phase> phases;
    private final long[] begins;

    /** @param steps of the whole run */
    Schedule(Recipe recipe, long steps) {
        phases = recipe.phases();
        begins = new long[phases.size() + 1];
        double share = 0;
        for (int i = 0; i < phases.size(); i++) {
            share += phases.get(i).share();
            begins[i + 1] = Math.round(share * steps);
        }
        begins[phases.size()] = steps;
    }

    /**
     * A place in a run.
     *
     * @param phase its index
     * @param step of the phase, from 0
     * @param steps of the phase
     */
    record Position(int phase, long step, long steps) {
        boolean isEntry() {
            return step == 0;
        }
    }

    /** @param step of the run, from 0, before its end */
    Position at(long step) {
        int phase = 0;
        while (begins[phase + 1] <= step) {
            phase++;
        }
        return new Position(phase, step - begins[phase], steps(phase));
    }

    long steps(int phase) {
        return begins[phase + 1] - begins[phase];
    }

    Phase phase(Position position) {
        return phases.get(position.phase());
    }

    /** True if the phase takes its teacher from what came before it: later phases keep that teacher. */
    boolean appointsTeacher(int phase) {
        return hasFrozenTeacher(phases.get(phase))
                && before(phase).filter(Schedule::hasFrozenTeacher).isEmpty();
    }

    private static boolean hasFrozenTeacher(Phase phase) {
        return phase.teaching().teacher() == Teaching.Teacher.FROZEN;
    }

    /** The last phase before it that has steps, if there is one: in a short run not all have. */
    Optional<Phase> before(int phase) {
        return IntStream.range(0, phase)
                .filter(i -> begins[i] < begins[i + 1])
                .mapToObj(phases::get)
                .reduce((earlier, later) -> later);
    }
}
