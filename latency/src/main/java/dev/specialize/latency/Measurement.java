package dev.specialize.latency;

import dev.specialize.devices.Samples;
import dev.specialize.devices.Timing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Times many models side by side, in rounds that visit them in another order each. Models whose time is known well enough
 * are visited no more.
 */
final class Measurement {
    /** For models that were disturbed in too many rounds there are more of them. */
    private static final int EXTRA = 2;
    /** In a process that tells only how fast processes are. */
    private static final int REFERENCE_VISITS = 4;

    private final Rounds rounds;
    private final ProfilePlan plan;
    private final ProgressMeter meter;

    Measurement(Rounds rounds, ProfilePlan plan, ProgressMeter meter) {
        this.rounds = rounds;
        this.plan = plan;
        this.meter = meter;
    }

    /** @throws UnstableMeasurementException if too few visits to a model were undisturbed */
    Map<Subject, Timing> time(List<Subject> subjects) {
        Map<Subject, Visits> visits = new LinkedHashMap<>();
        subjects.forEach(subject -> visits.put(subject, new Visits()));
        List<Subject> pending = subjects;
        meter.expect(subjects.stream().mapToInt(this::mostRounds).sum());
        for (int done = 1; !pending.isEmpty(); done++) {
            Round round = rounds.next(laps(done, pending));
            round.laps()
                    .forEach(lap -> lap.samplesBySubject()
                            .forEach((subject, samples) -> visits.get(subject).add(samples, lap.referenceNanos())));
            round.shifted()
                    .forEach(lap -> lap.samplesBySubject()
                            .forEach((subject, samples) ->
                                    visits.get(subject).addShifted(samples, lap.referenceNanos())));
            visitProcesses(done);
            pending = stillUnknown(pending, visits, done);
        }
        return timings(visits);
    }

    /** Those that are due after a round: processes that follow each other at once are more alike than others. */
    private void visitProcesses(int done) {
        int due = plan.processes() * Math.min(done, plan.leastRounds()) / plan.leastRounds();
        while (rounds.usualNanosByRound().size() < due) {
            rounds.next(Collections.nCopies(REFERENCE_VISITS - 1, List.of()));
        }
    }

    private List<Subject> stillUnknown(List<Subject> pending, Map<Subject, Visits> visits, int done) {
        List<Subject> unknown = new ArrayList<>();
        for (Subject subject : pending) {
            if (known(subject, visits.get(subject), done)) {
                meter.expect(done - mostRounds(subject));
            } else {
                unknown.add(subject);
            }
        }
        return unknown;
    }

    private int mostRounds(Subject subject) {
        return subject.role() == Subject.Role.BLOCK ? plan.leastRounds() : plan.mostRounds();
    }

    private boolean known(Subject subject, Visits visits, int done) {
        return done >= EXTRA * mostRounds(subject)
                || (done >= mostRounds(subject) && visits.usable() >= plan.requiredVisits())
                || (done >= plan.leastRounds() && visits.relativeUncertainty() <= plan.precision());
    }

    private List<List<Subject>> laps(int round, List<Subject> subjects) {
        List<List<Subject>> laps = new ArrayList<>();
        List<Subject> order = new ArrayList<>(subjects);
        Collections.shuffle(order, new Random(plan.seed() + round));
        for (int from = 0; from < order.size(); from += plan.lapLength()) {
            laps.add(order.subList(from, Math.min(from + plan.lapLength(), order.size())));
        }
        return laps;
    }

    private Map<Subject, Timing> timings(Map<Subject, Visits> visits) {
        double usual = new Samples(rounds.usualNanosByRound()).medianNanos();
        Map<Subject, Timing> timings = new LinkedHashMap<>();
        long shifted = visits.values().stream()
                .filter(all -> all.fillUp(plan.requiredVisits()))
                .count();
        if (shifted > 0) {
            rounds.tellShifted(shifted, visits.size());
        }
        visits.forEach((subject, all) -> {
            if (all.count() < plan.requiredVisits()) {
                throw rounds.unstable();
            }
            timings.put(subject, all.timing(usual));
        });
        return timings;
    }
}
