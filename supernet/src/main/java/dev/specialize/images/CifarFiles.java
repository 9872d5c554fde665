package dev.specialize.images;

import dev.specialize.files.InvalidFileException;
import dev.specialize.weights.NumberedClasses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The binary version of CIFAR-10 and CIFAR-100: records of labels and 32 x 32 red, then green, then blue bytes, as their
 * authors describe it. Of CIFAR-100's two labels the fine one counts.
 *
 * @param training files, in order
 * @param test may not be there
 * @param names a text file of class names, one a line, which may not be there
 * @param labels bytes in front of the pixels; the last is the label
 * @param mostClasses that such files have
 */
record CifarFiles(Path folder, List<Path> training, Path test, Path names, int labels, int mostClasses) {
    private static final int SIZE = 32;
    private static final int PLANE = SIZE * SIZE;
    private static final int COLOURS = 3;
    private static final int MOST_BATCHES = 100;

    CifarFiles {
        training = List.copyOf(training);
    }

    static Optional<CifarFiles> in(Path folder) {
        if (Files.isRegularFile(folder.resolve("data_batch_1.bin"))) {
            return Optional.of(new CifarFiles(
                    folder,
                    batches(folder),
                    folder.resolve("test_batch.bin"),
                    folder.resolve("batches.meta.txt"),
                    1,
                    10));
        }
        Path train = folder.resolve("train.bin");
        return Files.isRegularFile(train)
                ? Optional.of(new CifarFiles(
                        folder,
                        List.of(train),
                        folder.resolve("test.bin"),
                        folder.resolve("fine_label_names.txt"),
                        2,
                        100))
                : Optional.empty();
    }

    /** Numbered from 1 on, without a gap: with one, a part of the data was lost on the way. */
    private static List<Path> batches(Path folder) {
        List<Path> all = IntStream.rangeClosed(1, MOST_BATCHES)
                .mapToObj(number -> folder.resolve("data_batch_" + number + ".bin"))
                .toList();
        List<Path> found = all.stream().filter(Files::isRegularFile).toList();
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).equals(all.get(i))) {
                throw new InvalidFileException(
                        all.get(i), "no such file, but there is " + found.get(i).getFileName());
            }
        }
        return found;
    }

    Dataset read(Dataset.Settings settings, Consumer<String> warnings) {
        Optional<List<String>> named = named();
        int most = named.map(List::size).orElse(mostClasses);
        ImageSet train = set(training, settings.channels(), most);
        int highest = IntStream.of(train.labels()).max().orElse(0);
        List<String> classes = named.orElseGet(() -> NumberedClasses.names(highest + 1));
        Dataset data = Dataset.of(folder, classes, train, settings, warnings);
        return Files.isRegularFile(test)
                ? data.withTest(set(List.of(test), settings.channels(), classes.size()))
                : data;
    }

    private Optional<List<String>> named() {
        if (!Files.isRegularFile(names)) {
            return Optional.empty();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(names, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(names, e);
        }
        List<String> found = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (found.size() < 2) {
            throw new InvalidFileException(names, "names " + found.size() + " classes, one a line; needs at least two");
        }
        return Optional.of(found);
    }

    private ImageSet set(List<Path> files, int channels, int classes) {
        List<byte[]> contents = new ArrayList<>();
        int count = 0;
        for (Path file : files) {
            byte[] content = content(file);
            contents.add(content);
            count += content.length / record();
        }
        byte[] pixels = new byte[Math.multiplyExact(count, PLANE * channels)];
        int[] found = new int[count];
        int place = 0;
        for (int i = 0; i < files.size(); i++) {
            byte[] content = contents.set(i, new byte[0]); // so that no image is in memory twice for long
            for (int at = 0; at < content.length; at += record()) {
                found[place] = label(files.get(i), content, at, classes);
                interleave(content, at + labels, pixels, place * PLANE * channels, channels);
                place++;
            }
        }
        return new ImageSet(SIZE, channels, pixels, found);
    }

    private int record() {
        return labels + PLANE * COLOURS;
    }

    private byte[] content(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length == 0 || content.length % record() != 0) {
                throw new InvalidFileException(
                        file,
                        "has " + content.length + " bytes, which are not whole records of " + record()
                                + ". Maybe it is cut off");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private int label(Path file, byte[] content, int at, int classes) {
        int label = content[at + labels - 1] & 0xff;
        if (label >= classes) {
            throw new InvalidFileException(
                    file,
                    "has the label " + label + " in record " + at / record() + ", there are labels 0.."
                            + (classes - 1));
        }
        return label;
    }

    private static void interleave(byte[] from, int offset, byte[] to, int at, int channels) {
        for (int i = 0; i < PLANE; i++) {
            byte red = from[offset + i];
            byte green = from[offset + PLANE + i];
            byte blue = from[offset + 2 * PLANE + i];
            if (channels == 1) {
                to[at + i] = (byte) Luminance.of(red & 0xff, green & 0xff, blue & 0xff);
            } else {
                to[at + i * COLOURS] = red;
                to[at + i * COLOURS + 1] = green;
                to[at + i * COLOURS + 2] = blue;
            }
        }
    }

    private static InvalidFileException unreadable(Path file, IOException e) {
        return new InvalidFileException(file, "cannot be read (" + e.getMessage() + ")", e);
    }
}
