package dev.specialize.latency;

import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.Timing;
import dev.specialize.latency.Subject.Role;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** With rests of half a minute in all: what other programs on a shared machine do is often over by then. */
    private static final int REPEATS = 6;

    private final ModelRunner runner;
    private final Sampling sampling;
    private final Subject reference;
    private final ProfileListener listener;

    private Trial(ModelRunner runner, Sampling sampling, Subject reference, Consumer<String> notes) {
        this.runner = runner;
        this.sampling = sampling;
        this.reference = reference;
        this.listener = new Notes(notes);
    }

    /**
     * A trial of a space's networks.
     *
     * @param space one of whose networks watches the device's speed
     * @param batch images that one run takes
     * @param notes told what a person should know, in sentences
     */
    public static Trial of(
            SearchSpace space, ModelRunner runner, int batch, Sampling sampling, Consumer<String> notes) {
        return new Trial(runner, sampling, Subject.reference(space, batch), notes);
    }

    /**
     * A trial of any models.
     *
     * @param reference a model that watches the device's speed, perhaps the one that is tried
     * @param notes as above
     */
    public static Trial of(byte[] reference, ModelRunner runner, Sampling sampling, Consumer<String> notes) {
        return new Trial(runner, sampling, new Subject("reference", Role.NET, () -> reference), notes);
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
        Map<Subject, List<Samples>> samplesBySubject = new LinkedHashMap<>();
        for (int i = 0; i < models.size(); i++) {
            byte[] onnx = models.get(i);
            samplesBySubject.put(new Subject("model " + i, Role.NET, () -> onnx), new ArrayList<>());
        }
        ProgressMeter meter = new ProgressMeter(listener, 0);
        Rounds rounds = new Rounds(runner, sampling, TOLERANCE, REPEATS, reference, VisitLog.NONE, meter, listener);
        for (int i = 0; i < processes; i++) {
            pooled(rounds.next(laps(samplesBySubject.keySet(), i)))
                    .forEach((subject, samples) -> samplesBySubject.get(subject).add(samples));
        }
        List<ProcessTimes> times = new ArrayList<>();
        for (List<Samples> samples : samplesBySubject.values()) {
            if (2 * samples.size() <= processes) {
                throw rounds.unstable();
            }
            times.add(times(samples, quantile));
        }
        return times;
    }

    private static List<List<Subject>> laps(Iterable<Subject> subjects, int process) {
        List<Subject> order = new ArrayList<>();
        subjects.forEach(order::add);
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
