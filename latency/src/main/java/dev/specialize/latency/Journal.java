package dev.specialize.latency;

import dev.specialize.devices.Samples;
import dev.specialize.files.AtomicFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonLines;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a measurement has found so far, a line for each visit to a model, written as soon as it is known. The order of visits
 * depends only on the header and on what was found before; so a profiler that starts again walks the same way, is given what
 * the journal knows, and goes on from there.
 */
final class Journal implements VisitLog, AutoCloseable {
    private final Path file;
    private final JsonLines<Line> lines;
    private int next;
    private boolean patient = true;

    private Journal(Path file, JsonLines<Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * One visit.
     *
     * @param patient whether there was still time to repeat visits, when that was last asked before it
     */
    record Line(String subject, List<Double> nanos, boolean patient) {}

    /** Opens the journal of this measurement, or starts it anew if there is none or it is another's. */
    static Journal open(Path file, JournalHeader header, ProfileListener listener) {
        Journal journal = new Journal(file, JsonLines.open(file, header, Line.class));
        if (journal.lines.replacedAnother()) {
            listener.noted("Starting anew: " + file + " is of a measurement with other settings.");
        }
        if (journal.known() > 0) {
            listener.noted("Going on where the last measurement stopped, after " + journal.known() + " visits.");
        }
        return journal;
    }

    /** Number of visits that need not be made again. */
    int known() {
        return lines.known().size();
    }

    @Override
    public boolean exhausted() {
        return next == known();
    }

    @Override
    public boolean patient(BooleanSupplier now) {
        patient = exhausted() ? now.getAsBoolean() : lines.known().get(next).patient();
        return patient;
    }

    @Override
    public Samples next(String subject, Supplier<Samples> measure) {
        if (!exhausted()) {
            return replay(subject);
        }
        Samples samples = measure.get();
        lines.append(List.of(new Line(subject, samples.nanos(), patient)));
        return samples;
    }

    private Samples replay(String subject) {
        Line line = lines.known().get(next);
        next++;
        if (!line.subject().equals(subject)) {
            throw new InvalidFileException(
                    file,
                    "visit " + next + " is to " + line.subject() + " instead of " + subject + ". Maybe delete it.");
        }
        return new Samples(line.nanos());
    }

    /** Removes the file: what it knew is kept elsewhere now. */
    void delete() {
        close();
        AtomicFile.delete(file);
    }

    @Override
    public void close() {
        lines.close();
    }
}
