package dev.specialize.latency;

import dev.specialize.devices.Samples;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a measurement has found so far, one JSON line for each visit to a model, written as soon as it is known. The order
 * of visits depends only on the header and on what was found before; so a profiler that starts again walks the same way,
 * is given what the journal knows, and goes on from there.
 */
final class Journal implements VisitLog, AutoCloseable {
    /** One visit. */
    record Line(String subject, List<Double> nanos) {}

    private final Path file;
    private final FileChannel channel;
    private final List<Line> known;
    private int next;

    private Journal(Path file, FileChannel channel, List<Line> known) {
        this.file = file;
        this.channel = channel;
        this.known = known;
    }

    /** Opens the journal of this measurement, or starts it anew if there is none or it is another's. */
    static Journal open(Path file, JournalHeader header, ProfileListener listener) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            List<String> lines = Files.exists(file) ? wholeLines(file) : List.of();
            boolean ours = !lines.isEmpty() && lines.get(0).equals(JsonFile.line(header));
            if (!ours && !lines.isEmpty()) {
                listener.noted("Starting anew: " + file + " is of a measurement with other settings.");
            }
            return ours ? resumed(file, lines, listener) : started(file, header);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** The lines that end in a line break; the last one does not if the writer was killed. */
    private static List<String> wholeLines(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : text.substring(0, end).lines().toList();
    }

    private static Journal started(Path file, JournalHeader header) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        Journal journal = new Journal(file, channel, List.of());
        journal.append(header);
        return journal;
    }

    private static Journal resumed(Path file, List<String> lines, ProfileListener listener) throws IOException {
        List<Line> known = new ArrayList<>();
        long length = 0;
        for (String line : lines) {
            if (length > 0) {
                known.add(JsonFile.parse(line, file, Line.class));
            }
            length += line.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(length).position(length);
        listener.noted("Going on where the last measurement stopped, after " + known.size() + " visits.");
        return new Journal(file, channel, List.copyOf(known));
    }

    /** Number of visits that need not be made again. */
    int known() {
        return known.size();
    }

    @Override
    public boolean exhausted() {
        return next == known.size();
    }

    @Override
    public Samples next(String subject, Supplier<Samples> measure) {
        if (next < known.size()) {
            return replay(subject);
        }
        Samples samples = measure.get();
        try {
            append(new Line(subject, samples.nanos()));
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
        return samples;
    }

    private Samples replay(String subject) {
        Line line = known.get(next);
        next++;
        if (!line.subject().equals(subject)) {
            throw new InvalidFileException(
                    file,
                    "visit " + next + " is to " + line.subject() + " instead of " + subject + ". Maybe delete it.");
        }
        return new Samples(line.nanos());
    }

    private void append(Object line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((JsonFile.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Removes the file: what it knew is kept elsewhere now. */
    void delete() {
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static UncheckedIOException cannotWrite(Path file, IOException e) {
        return new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
    }
}
