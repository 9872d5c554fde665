package dev.specialize.latency;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.Timing;
import dev.specialize.latency.Subject.Role;
import dev.specialize.space.SearchSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Times finished models as products run them: side by side, in several processes, at the speed that each process happens
 * to have.
 */
public final class Trial {
    /** Visits to each model in a process. */
    private static final int VISITS = 3;

    private static final double TOLERANCE = 0.1;
    private static final Duration BETWEEN_REPEATS = Duration.ofSeconds(1);
    /** With rests of 40 seconds in all: what other programs on a shared machine do is often over by then. */
    private static final int REPEATS = 8;

    /** Whoever waits for a model has more of that than who profiles a device, but not much. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ModelRunner runner;
    private final Sampling sampling;
    private final Subject reference;
    private final ProfileListener listener;
    /** What the reference takes at the speed that the device is expected to have; infinite where nothing is. */
    private double speedNanos;

    private Trial(ModelRunner runner, Sampling sampling, Subject reference, double speedNanos, Consumer<String> notes) {
        this.runner = runner;
        this.sampling = sampling;
        this.reference = reference;
        this.speedNanos = speedNanos;
        this.listener = new Notes(notes);
    }

    /**
     * A trial of the networks of a profile's space. A device that is slower than when it was profiled is waited for a
     * while, once, and then taken as it is.
     *
     * @param space the profile's, one of whose networks watches the device's speed
     * @param notes told what a person should know, in sentences
     */
    public static Trial of(SearchSpace space, DeviceProfile profile, ModelRunner runner, Consumer<String> notes) {
        Subject reference = Subject.reference(space, ModelForm.of(profile));
        return profile.measurement()
                .map(done -> new Trial(runner, done.sampling(), reference, usualNanos(done), notes))
                .orElseGet(() -> new Trial(runner, Sampling.DEFAULT, reference, Double.POSITIVE_INFINITY, notes));
    }

    private static double usualNanos(DeviceMeasurement done) {
        return done.referenceNanos().isEmpty() ? Double.POSITIVE_INFINITY : Rounds.usualNanos(done.referenceNanos());
    }

    /**
     * A trial of any models.
     *
     * @param reference a model that watches the device's speed, perhaps the one that is tried
     * @param notes as above
     */
    public static Trial of(byte[] reference, ModelRunner runner, Sampling sampling, Consumer<String> notes) {
        Subject subject = new Subject("reference", Role.NET, () -> reference);
        return new Trial(runner, sampling, subject, Double.POSITIVE_INFINITY, notes);
    }

    private record Notes(Consumer<String> to) implements ProfileListener {
        @Override
        public void progressed(ProfileProgress progress) {
            // a trial takes seconds
        }

        @Override
        public void noted(String message) {
            to.accept(message);
        }
    }

    /**
     * Times the models.
     *
     * @param models ONNX models
     * @param quantile of a process's runs
     * @return in the order of the models
     * @throws dev.specialize.devices.DeviceException if the device is lost
     * @throws UnstableMeasurementException if it was disturbed in more than half of the processes
     */
    public List<ProcessTimes> time(List<byte[]> models, int processes, LatencyQuantile quantile) {
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            byte[] onnx = models.get(i);
            subjects.add(new Subject("model " + i, Role.NET, () -> onnx));
        }
        Repeats repeats = Repeats.within(PATIENCE, TOLERANCE, REPEATS);
        ProgressMeter meter = new ProgressMeter(listener, repeats, 0);
        Rounds rounds = new Rounds(runner, sampling, repeats, reference, VisitLog.NONE, meter, listener);
        rounds.expectSpeed(speedNanos);
        List<Map<Subject, Samples>> timed = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            timed.add(pooled(rounds.next(laps(subjects, i))));
        }
        repeatDisturbed(timed, rounds, subjects, quantile);
        speedNanos = Math.max(speedNanos, rounds.speedNanos()); // fast processes set no standard for the next trial
        return subjects.stream()
                .map(subject -> timed.stream()
                        .filter(process -> process.containsKey(subject))
                        .map(process -> process.get(subject))
                        .toList())
                .map(samples -> {
                    if (2 * samples.size() <= processes) {
                        throw rounds.unstable();
                    }
                    return times(samples, quantile);
                })
                .toList();
    }

    /**
     * The reference's best runs may escape what slows a model down: processes in which one took far longer than it usually
     * does are replaced, as many as there are at most.
     */
    private void repeatDisturbed(
            List<Map<Subject, Samples>> timed, Rounds rounds, List<Subject> subjects, LatencyQuantile quantile) {
        int processes = timed.size();
        for (int more = 0; more < processes && rounds.mayRepeat(); more++) {
            OptionalInt worst = mostDisturbed(timed, subjects, quantile);
            if (worst.isEmpty()) {
                return;
            }
            runner.rest(BETWEEN_REPEATS);
            timed.set(worst.getAsInt(), pooled(rounds.next(laps(subjects, processes + more))));
        }
    }

    /** Empty if no model took longer in any process than the tolerance allows. */
    private static OptionalInt mostDisturbed(
            List<Map<Subject, Samples>> timed, List<Subject> subjects, LatencyQuantile quantile) {
        double most = 1 + TOLERANCE;
        OptionalInt worst = OptionalInt.empty();
        for (Subject subject : subjects) {
            double[] nanos = timed.stream()
                    .mapToDouble(process -> process.containsKey(subject)
                            ? Timing.of(List.of(process.get(subject))).nanos(quantile)
                            : Double.NaN)
                    .toArray();
            double usual = median(nanos);
            for (int i = 0; i < nanos.length; i++) {
                if (nanos[i] / usual > most) {
                    most = nanos[i] / usual;
                    worst = OptionalInt.of(i);
                }
            }
        }
        return worst;
    }

    /** The lower one of two in the middle; of numbers alone. */
    private static double median(double... values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
    }

    private static List<List<Subject>> laps(List<Subject> subjects, int process) {
        List<Subject> order = new ArrayList<>(subjects);
        List<List<Subject>> laps = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            Collections.shuffle(order, new Random(VISITS * process + i));
            laps.add(List.copyOf(order));
        }
        return laps;
    }

    private static Map<Subject, Samples> pooled(Round round) {
        Map<Subject, Samples> pooled = new LinkedHashMap<>();
        round.laps()
                .forEach(lap -> lap.samplesBySubject()
                        .forEach((subject, samples) -> pooled.merge(subject, samples, Samples::then)));
        return pooled;
    }

    private static ProcessTimes times(List<Samples> samples, LatencyQuantile quantile) {
        List<Double> nanos = samples.stream()
                .map(process -> Timing.of(List.of(process)).nanos(quantile))
                .toList();
        return new ProcessTimes(Timing.of(samples), nanos);
    }
}
