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
 * Times many models side by side. Each round visits all of them in another order, lap by lap; between laps a reference
 * network tells how fast the device is. Laps in which it was off its usual time are repeated, and what is still
 * disturbed after that is left out.
 */
final class Measurement {
    private final ModelRunner runner;
    private final ProfilePlan plan;
    private final Subject reference;
    private final Journal journal;
    private final ProgressMeter meter;
    private final List<Double> referenceNanos = new ArrayList<>();

    Measurement(ModelRunner runner, ProfilePlan plan, Subject reference, Journal journal, ProgressMeter meter) {
        this.runner = runner;
        this.plan = plan;
        this.reference = reference;
        this.journal = journal;
        this.meter = meter;
    }

    /** The latency of the reference network at each visit, in order. */
    List<Double> referenceNanos() {
        return List.copyOf(referenceNanos);
    }

    /** @throws UnstableMeasurementException if too few visits to a model were undisturbed */
    Map<Subject, Timing> time(List<Subject> subjects) {
        List<List<Subject>> planned = laps(subjects);
        List<Lap> laps = new ArrayList<>(run(planned));
        List<Integer> disturbed = disturbed(laps);
        for (int repeat = 0; repeat < plan.repeats() && !disturbed.isEmpty(); repeat++) {
            List<Lap> repeated = run(disturbed.stream().map(planned::get).toList());
            for (int i = 0; i < repeated.size(); i++) {
                laps.set(disturbed.get(i), repeated.get(i));
            }
            disturbed = disturbed(laps);
        }
        return timings(subjects, laps, disturbed);
    }

    private List<List<Subject>> laps(List<Subject> subjects) {
        List<List<Subject>> laps = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            List<Subject> order = new ArrayList<>(subjects);
            Collections.shuffle(order, new Random(plan.seed() + round));
            for (int from = 0; from < order.size(); from += plan.lapLength()) {
                laps.add(order.subList(from, Math.min(from + plan.lapLength(), order.size())));
            }
        }
        return laps;
    }

    /** Runs laps one after another; the reference after one is that before the next. */
    private List<Lap> run(List<List<Subject>> planned) {
        meter.expect(1 + planned.stream().mapToInt(lap -> lap.size() + 1).sum());
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

    private List<Integer> disturbed(List<Lap> laps) {
        double usual = usualNanos();
        List<Integer> disturbed = new ArrayList<>();
        for (int i = 0; i < laps.size(); i++) {
            if (laps.get(i).deviation(usual) > plan.tolerance()) {
                disturbed.add(i);
            }
        }
        return disturbed;
    }

    private double usualNanos() {
        return new Samples(referenceNanos).medianNanos();
    }

    private Map<Subject, Timing> timings(List<Subject> subjects, List<Lap> laps, List<Integer> disturbed) {
        Map<Subject, List<Samples>> visits = new LinkedHashMap<>();
        subjects.forEach(subject -> visits.put(subject, new ArrayList<>()));
        for (int i = 0; i < laps.size(); i++) {
            if (!disturbed.contains(i)) {
                laps.get(i)
                        .samplesBySubject()
                        .forEach((subject, samples) -> visits.get(subject).add(samples));
            }
        }
        Map<Subject, Timing> timings = new LinkedHashMap<>();
        visits.forEach((subject, samples) -> {
            if (samples.size() < plan.requiredVisits()) {
                throw unstable(disturbed.size(), laps.size());
            }
            timings.put(subject, Timing.of(samples));
        });
        return timings;
    }

    private UnstableMeasurementException unstable(int disturbed, int laps) {
        Samples references = new Samples(referenceNanos);
        double usual = references.medianNanos();
        return new UnstableMeasurementException(String.format(
                Locale.ROOT,
                "%s is too busy to be measured: a network that usually takes %.3f ms took from %.3f to %.3f ms, and %d of"
                        + " %d laps were still disturbed after %d repeats. Maybe stop other programs, keep the device"
                        + " cool and on mains, and try again.",
                runner.identity().model(),
                usual / 1e6,
                references.fastestNanos() / 1e6,
                references.quantileNanos(1) / 1e6,
                disturbed,
                laps,
                plan.repeats()));
    }
}
