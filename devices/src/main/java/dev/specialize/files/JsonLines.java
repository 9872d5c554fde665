package dev.specialize.files;

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

/**
 * A file that grows by a line of JSON whenever something is found, and that is taken up again after a kill at any moment:
 * its first line says what all others are about, and a last line without its end is as if it had never been begun.
 *
 * @param <T> record of a line
 */
public final class JsonLines<T> implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final List<T> known;
    private final boolean another;

    private JsonLines(Path file, FileChannel channel, List<T> known, boolean another) {
        this.file = file;
        this.channel = channel;
        this.known = List.copyOf(known);
        this.another = another;
    }

    /**
     * Opens the file if its first line is that header, else starts it anew.
     *
     * @param header all that the other lines depend on
     * @throws InvalidFileException if a whole line is damaged; the message names it
     * @throws UncheckedIOException if the file cannot be written
     */
    public static <T> JsonLines<T> open(Path file, Object header, Class<T> type) {
        try {
            Folder.make(file.toAbsolutePath().getParent());
            List<String> lines = Files.exists(file) ? wholeLines(file) : List.of();
            boolean same = !lines.isEmpty() && lines.get(0).equals(JsonFile.line(header));
            return same ? resumed(file, lines, type) : started(file, header, !lines.isEmpty());
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** Those that end in a line break. */
    private static List<String> wholeLines(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : List.of(text.substring(0, end).split("\n", -1));
    }

    private static <T> JsonLines<T> started(Path file, Object header, boolean another) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        JsonLines<T> lines = new JsonLines<>(file, channel, List.of(), another);
        lines.write(List.of(header));
        return lines;
    }

    private static <T> JsonLines<T> resumed(Path file, List<String> lines, Class<T> type) throws IOException {
        List<T> known = new ArrayList<>();
        long length = lines.get(0).getBytes(StandardCharsets.UTF_8).length + 1L;
        for (int i = 1; i < lines.size(); i++) {
            known.add(parsed(lines.get(i), file, i + 1, type));
            length += lines.get(i).getBytes(StandardCharsets.UTF_8).length + 1L;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(length).position(length);
        return new JsonLines<>(file, channel, known, false);
    }

    private static <T> T parsed(String line, Path file, int number, Class<T> type) {
        try {
            return JsonFile.parse(line, file, type);
        } catch (InvalidFileException e) {
            throw new InvalidFileException(file, "line " + number + " is damaged. Maybe delete the file", e);
        }
    }

    /** What was found before. */
    public List<T> known() {
        return known;
    }

    /** Whether there was a file with another header, which is lost now. */
    public boolean replacedAnother() {
        return another;
    }

    /**
     * Adds lines, and returns when the disk has them.
     *
     * @throws UncheckedIOException if they cannot be written
     */
    public void append(List<T> lines) {
        try {
            write(lines);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private void write(List<?> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(JsonFile.line(line)).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
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
