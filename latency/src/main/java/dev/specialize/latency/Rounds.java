package dev.specialize.latency;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rounds of visits to models, each in a process of its own where the device has one. Between laps a reference network
 * tells how fast the device is: laps in which it was off its usual time are repeated after a rest, and what is still disturbed after
 * that is left out; rounds in which the device was slower than before are repeated too.
 */
final class Rounds {
    private static final int RECONNECTIONS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_REST = Duration.ofMillis(500);
    /** In first rests. */
    private static final int LONGEST_ROUND_REST = 16;

    /** Of a lap, in first rests: there are many laps. */
    private static final int LONGEST_LAP_REST = 2;

    private final ModelRunner runner;
    private final Sampling sampling;
    private final Repeats repeats;
    private final Subject reference;
    private final VisitLog log;
    private final ProgressMeter meter;
    private final ProfileListener listener;
    private final List<Double> referenceNanos = new ArrayList<>();
    private final List<Double> usualNanos = new ArrayList<>();
    private double speedNanos = Double.POSITIVE_INFINITY;

    Rounds(
            ModelRunner runner,
            Sampling sampling,
            Repeats repeats,
            Subject reference,
            VisitLog log,
            ProgressMeter meter,
            ProfileListener listener) {
        this.runner = runner;
        this.sampling = sampling;
        this.repeats = repeats;
        this.reference = reference;
        this.log = log;
        this.meter = meter;
        this.listener = listener;
    }

    /** Tells what the reference takes at a speed that the device had before the first round. */
    void expectSpeed(double nanos) {
        speedNanos = nanos;
    }

    /** What the reference takes at the best speed of late. */
    double speedNanos() {
        return speedNanos;
    }

    /** The latency of the reference network at each visit, in order. */
    List<Double> referenceNanos() {
        return List.copyOf(referenceNanos);
    }

    /** What the reference usually took in each round: how much the device, or its processes, differ from time to time. */
    List<Double> usualNanosByRound() {
        return List.copyOf(usualNanos);
    }

    /**
     * Another round, at a speed that the device had before. A slower one is repeated after a rest, each longer than the one
     * before; a device that stays slower is taken as it is from then on.
     *
     * @param laps models that are visited in a row
     */
    Round next(List<List<Subject>> laps) {
        meter.expect(1 + laps.size()); // the reference
        Round round = round(laps);
        for (int repeat = 0; allowed(repeat) && slowed(round); repeat++) {
            listener.noted(slowness(round));
            rest(Math.min(1L << repeat, LONGEST_ROUND_REST));
            meter.expectRepeats(visits(laps));
            round = round(laps);
        }
        speedNanos = slowed(round) ? round.usualNanos() : Math.min(speedNanos, round.usualNanos());
        usualNanos.add(round.usualNanos());
        return round;
    }

    /** Whether there is time for a repeat. */
    boolean mayRepeat() {
        return allowed(0);
    }

    /** Whether there may be another repeat, after so many. */
    private boolean allowed(int before) {
        return before < repeats.most() && log.patient(repeats::inTime);
    }

    /** @param many first rests; none before what the log knows */
    private void rest(long many) {
        if (log.exhausted()) {
            runner.rest(FIRST_REST.multipliedBy(many));
        }
    }

    private boolean slowed(Round round) {
        return round.usualNanos() > speedNanos * (1 + repeats.tolerance());
    }

    private String slowness(Round round) {
        return String.format(
                Locale.ROOT,
                "The device is %.0f %% slower than before, maybe because it is hot or busy%s; repeating the round.",
                100 * (round.usualNanos() / speedNanos - 1),
                temperature());
    }

    private String temperature() {
        try {
            return runner.state()
                    .celsius()
                    .map(c -> String.format(Locale.ROOT, " (%.0f \u00b0C)", c))
                    .orElse("");
        } catch (ConnectionLostException away) {
            return ""; // the next round reconnects
        }
    }

    private Round round(List<List<Subject>> planned) {
        if (log.exhausted()) {
            renew();
        }
        int first = referenceNanos.size();
        List<Lap> laps = new ArrayList<>(run(planned));
        double usual = usualNanosSince(first);
        List<Integer> disturbed = disturbed(laps, usual);
        for (int repeat = 0; allowed(repeat) && !disturbed.isEmpty(); repeat++) {
            rest(Math.min(1L << repeat, LONGEST_LAP_REST));
            List<List<Subject>> again = disturbed.stream().map(planned::get).toList();
            meter.expectRepeats(visits(again));
            List<Lap> repeated = run(again);
            for (int i = 0; i < repeated.size(); i++) {
                laps.set(disturbed.get(i), repeated.get(i));
            }
            usual = usualNanosSince(first);
            disturbed = disturbed(laps, usual);
        }
        List<Lap> calm = new ArrayList<>();
        List<Lap> shifted = new ArrayList<>();
        for (int i = 0; i < laps.size(); i++) {
            if (!disturbed.contains(i)) {
                calm.add(laps.get(i));
            } else if (laps.get(i).drift() <= repeats.tolerance()) {
                shifted.add(laps.get(i));
            }
        }
        return new Round(calm, shifted, usual);
    }

    /** In all, those to the reference included. */
    private static int visits(List<List<Subject>> laps) {
        return 1 + laps.stream().mapToInt(lap -> 1 + lap.size()).sum();
    }

    /** Runs laps one after another; the reference after one is that before the next. */
    private List<Lap> run(List<List<Subject>> planned) {
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
        Samples samples = log.next(subject.name(), () -> timed(subject));
        meter.visited();
        return samples;
    }

    /** A lost connection costs one visit, if it comes back soon. */
    private Samples timed(Subject subject) {
        for (int attempt = 1; ; attempt++) {
            try {
                return subject.time(runner, sampling);
            } catch (ConnectionLostException e) {
                waitAfter(e, attempt);
                reconnect();
            }
        }
    }

    private void reconnect() {
        try {
            runner.renew();
        } catch (ConnectionLostException stillAway) {
            // the next attempt to time tells
        }
    }

    /** A process of its own for the next round, also if the connection is lost just then and comes back soon. */
    private void renew() {
        for (int attempt = 1; ; attempt++) {
            try {
                runner.renew();
                return;
            } catch (ConnectionLostException e) {
                waitAfter(e, attempt);
            }
        }
    }

    private void waitAfter(ConnectionLostException loss, int attempt) {
        if (attempt > RECONNECTIONS) {
            throw loss;
        }
        listener.noted(loss.getMessage() + " Trying again.");
        runner.rest(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
    }

    private List<Integer> disturbed(List<Lap> laps, double usual) {
        List<Integer> disturbed = new ArrayList<>();
        for (int i = 0; i < laps.size(); i++) {
            if (laps.get(i).deviation(usual) > repeats.tolerance()) {
                disturbed.add(i);
            }
        }
        return disturbed;
    }

    private double usualNanosSince(int first) {
        return usualNanos(referenceNanos.subList(first, referenceNanos.size()));
    }

    /** The lower quartile: disturbances make it slower, and may last for half of a round. */
    static double usualNanos(List<Double> referenceNanos) {
        return new Samples(referenceNanos).quantileNanos(0.25);
    }

    /** @param shifted models of which too few visits were undisturbed */
    void tellShifted(long shifted, int models) {
        listener.noted(String.format(
                Locale.ROOT,
                "%d of %d models could not be timed often enough at the device's usual speed; their times at other speeds"
                        + " count, corrected by what the reference network took then.",
                shifted,
                models));
    }

    /** What to tell when too few visits were undisturbed. */
    UnstableMeasurementException unstable() {
        Samples references = new Samples(referenceNanos);
        return new UnstableMeasurementException(String.format(
                Locale.ROOT,
                "%s is too busy to be measured: a network that usually takes %.3f ms took from %.3f to %.3f ms, and some"
                        + " laps were disturbed however often they were repeated. Maybe stop other programs, keep the device cool"
                        + " and on mains, and try again.",
                runner.identity().model(),
                references.medianNanos() / 1e6,
                references.fastestNanos() / 1e6,
                references.quantileNanos(1) / 1e6));
    }
}
