package dev.specialize.latency;

import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Timing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Times many models side by side. Each round visits them in another order, lap by lap; between laps a reference network
 * tells how fast the device is. Laps in which it was off its usual time are repeated, and what is still disturbed after
 * that is left out. Models whose time is known well enough are visited no more.
 */
final class Measurement {
    private final ModelRunner runner;
    private final ProfilePlan plan;
    private final Subject reference;
    private final Journal journal;
    private final ProgressMeter meter;
    private final ProfileListener listener;
    private final List<Double> referenceNanos = new ArrayList<>();
    private final List<Double> usualNanos = new ArrayList<>();

    Measurement(
            ModelRunner runner,
            ProfilePlan plan,
            Subject reference,
            Journal journal,
            ProgressMeter meter,
            ProfileListener listener) {
        this.runner = runner;
        this.plan = plan;
        this.reference = reference;
        this.journal = journal;
        this.meter = meter;
        this.listener = listener;
    }

    /** The latency of the reference network at each visit, in order. */
    List<Double> referenceNanos() {
        return List.copyOf(referenceNanos);
    }

    /** What the reference usually took in each round: how much the device, or its processes, differ from time to time. */
    List<Double> usualNanosByRound() {
        return List.copyOf(usualNanos);
    }

    /** @throws UnstableMeasurementException if too few visits to a model were undisturbed */
    Map<Subject, Timing> time(List<Subject> subjects) {
        Map<Subject, Visits> visits = new LinkedHashMap<>();
        subjects.forEach(subject -> visits.put(subject, new Visits()));
        List<Subject> pending = subjects;
        meter.expect(subjects.stream().mapToInt(this::mostRounds).sum());
        for (int round = 0; !pending.isEmpty(); round++) {
            Round done = calmRound(round, pending);
            usualNanos.add(done.usualNanos());
            done.laps()
                    .forEach(lap -> lap.samplesBySubject()
                            .forEach((subject, samples) -> visits.get(subject).add(samples, lap.referenceNanos())));
            int rounds = round + 1;
            List<Subject> next = pending.stream()
                    .filter(subject -> !known(subject, visits.get(subject), rounds))
                    .toList();
            pending.stream()
                    .filter(subject -> !next.contains(subject))
                    .forEach(subject -> meter.expect(rounds - mostRounds(subject)));
            pending = next;
        }
        return timings(visits);
    }

    private int mostRounds(Subject subject) {
        return subject.role() == Subject.Role.BLOCK ? plan.leastRounds() : plan.mostRounds();
    }

    private boolean known(Subject subject, Visits visits, int rounds) {
        return rounds >= mostRounds(subject)
                || (rounds >= plan.leastRounds() && visits.relativeUncertainty() <= plan.precision());
    }

    /** A round at a speed that the device had before; a device that stays slower is taken as it is. */
    private Round calmRound(int number, List<Subject> subjects) {
        Round round = round(number, subjects);
        for (int repeat = 0; repeat < plan.repeats() && slowed(round); repeat++) {
            listener.noted(String.format(
                    Locale.ROOT,
                    "The device is %.0f %% slower than before, maybe because it is hot or busy%s; repeating the round.",
                    100 * (round.usualNanos() / Collections.min(usualNanos) - 1),
                    runner.state()
                            .celsius()
                            .map(c -> String.format(Locale.ROOT, " (%.0f \u00b0C)", c))
                            .orElse("")));
            round = round(number, subjects);
        }
        return round;
    }

    private boolean slowed(Round round) {
        return !usualNanos.isEmpty() && round.usualNanos() > Collections.min(usualNanos) * (1 + plan.tolerance());
    }

    private Round round(int number, List<Subject> subjects) {
        if (journal.exhausted()) {
            runner.renew();
        }
        int first = referenceNanos.size();
        List<List<Subject>> planned = laps(number, subjects);
        List<Lap> laps = new ArrayList<>(run(planned));
        double usual = usualNanosSince(first);
        List<Integer> disturbed = disturbed(laps, usual);
        for (int repeat = 0; repeat < plan.repeats() && !disturbed.isEmpty(); repeat++) {
            disturbed.forEach(lap -> meter.expect(planned.get(lap).size()));
            List<Lap> repeated = run(disturbed.stream().map(planned::get).toList());
            for (int i = 0; i < repeated.size(); i++) {
                laps.set(disturbed.get(i), repeated.get(i));
            }
            usual = usualNanosSince(first);
            disturbed = disturbed(laps, usual);
        }
        List<Lap> calm = new ArrayList<>();
        for (int i = 0; i < laps.size(); i++) {
            if (!disturbed.contains(i)) {
                calm.add(laps.get(i));
            }
        }
        return new Round(calm, usual);
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

    /** Runs laps one after another; the reference after one is that before the next. */
    private List<Lap> run(List<List<Subject>> planned) {
        meter.expect(1 + planned.size());
        List<Lap> laps = new ArrayList<>();
        double before = visitReference();
        for (List<Subject> subjects : planned) {
            Map<Subject, Samples> samples = new LinkedHashMap<>();
            subjects.forEach(subject -> samples.put(subject, visit(subject)));
            double after = visitReference();
            laps.add(new Lap(before, samples, after));
            before = after;
        }
        return laps;
    }

    private double visitReference() {
        double nanos = visit(reference).fastestNanos();
        referenceNanos.add(nanos);
        return nanos;
    }

    private Samples visit(Subject subject) {
        Samples samples = journal.next(subject.name(), () -> subject.time(runner, plan.sampling()));
        meter.visited();
        return samples;
    }

    private List<Integer> disturbed(List<Lap> laps, double usual) {
        List<Integer> disturbed = new ArrayList<>();
        for (int i = 0; i < laps.size(); i++) {
            if (laps.get(i).deviation(usual) > plan.tolerance()) {
                disturbed.add(i);
            }
        }
        return disturbed;
    }

    /** The lower quartile: disturbances make it slower, and may last for half of a round. */
    private double usualNanosSince(int first) {
        return new Samples(referenceNanos.subList(first, referenceNanos.size())).quantileNanos(0.25);
    }

    private Map<Subject, Timing> timings(Map<Subject, Visits> visits) {
        double usual = new Samples(usualNanos).medianNanos();
        Map<Subject, Timing> timings = new LinkedHashMap<>();
        visits.forEach((subject, all) -> {
            if (all.count() < plan.requiredVisits()) {
                throw unstable();
            }
            timings.put(subject, all.timing(usual));
        });
        return timings;
    }

    private UnstableMeasurementException unstable() {
        Samples references = new Samples(referenceNanos);
        return new UnstableMeasurementException(String.format(
                Locale.ROOT,
                "%s is too busy to be measured: a network that usually takes %.3f ms took from %.3f to %.3f ms, and some"
                        + " laps were still disturbed after %d repeats. Maybe stop other programs, keep the device cool"
                        + " and on mains, and try again.",
                runner.identity().model(),
                references.medianNanos() / 1e6,
                references.fastestNanos() / 1e6,
                references.quantileNanos(1) / 1e6,
                plan.repeats()));
    }
}
