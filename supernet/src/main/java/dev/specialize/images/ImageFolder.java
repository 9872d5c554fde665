package dev.specialize.images;

import dev.specialize.files.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The layout {@code train|val|test/<class>/*}: class names are folder names, in alphabetical order. */
final class ImageFolder {
    /** More unreadable images than this share stop the reading: the folder is then not what its owner thinks. */
    private static final double MOST_UNREADABLE = 0.01;

    private final Path root;
    private final Dataset.Settings settings;
    private final Consumer<String> warnings;

    ImageFolder(Path root, Dataset.Settings settings, Consumer<String> warnings) {
        this.root = root;
        this.settings = settings;
        this.warnings = warnings;
    }

    Dataset read() {
        Path training = root.resolve("train");
        List<String> classes = children(training, f -> Files.isDirectory(f) && isVisible(f)).stream()
                .map(f -> f.getFileName().toString())
                .toList();
        if (classes.size() < 2) {
            throw new InvalidFileException(training, "needs a folder for each of at least two classes, has " + classes);
        }
        ImageSet train = set(training, classes);
        Dataset data = role("val", classes)
                .map(validation -> new Dataset(classes, train, validation, Optional.empty()))
                .orElseGet(() -> Dataset.carved(classes, train, settings));
        return role("test", classes).map(data::withTest).orElse(data);
    }

    private Optional<ImageSet> role(String name, List<String> classes) {
        Path folder = root.resolve(name);
        return Files.isDirectory(folder) ? Optional.of(set(folder, classes)) : Optional.empty();
    }

    private ImageSet set(Path folder, List<String> classes) {
        List<Labelled> files = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path ofClass = folder.resolve(classes.get(label));
            List<Path> images = Files.isDirectory(ofClass)
                    ? children(ofClass, f -> Files.isRegularFile(f) && isVisible(f))
                    : List.of();
            if (images.isEmpty()) {
                throw new InvalidFileException(ofClass, "no images of this class. Maybe remove or fill the folder");
            }
            int index = label;
            images.forEach(image -> files.add(new Labelled(image, index)));
        }
        ImageSet set = decoded(folder, files);
        requireEveryClass(folder, classes, set);
        // in any order but that of the folders, so that the first images of a set are a fair sample of it
        return set.select(Shuffle.places(set.count(), settings.seed()));
    }

    private static void requireEveryClass(Path folder, List<String> classes, ImageSet set) {
        boolean[] seen = new boolean[classes.size()];
        for (int label : set.labels()) {
            seen[label] = true;
        }
        for (int label = 0; label < seen.length; label++) {
            if (!seen[label]) {
                throw new InvalidFileException(
                        folder.resolve(classes.get(label)),
                        "no readable image of this class. Maybe convert them to JPEG or PNG");
            }
        }
    }

    private ImageSet decoded(Path folder, List<Labelled> files) {
        Decoder decoder = new Decoder(settings.size(), settings.channels());
        List<Optional<byte[]>> images =
                files.parallelStream().map(file -> decoder.decode(file.path)).toList();
        List<Path> unreadable = IntStream.range(0, files.size())
                .filter(i -> images.get(i).isEmpty())
                .mapToObj(i -> files.get(i).path)
                .toList();
        report(folder, unreadable, files.size());
        int stride = settings.size() * settings.size() * settings.channels();
        int count = files.size() - unreadable.size();
        byte[] pixels = new byte[Math.multiplyExact(count, stride)];
        int[] labels = new int[count];
        int next = 0;
        for (int i = 0; i < files.size(); i++) {
            if (images.get(i).isPresent()) {
                System.arraycopy(images.get(i).get(), 0, pixels, next * stride, stride);
                labels[next++] = files.get(i).label;
            }
        }
        return new ImageSet(settings.size(), settings.channels(), pixels, labels);
    }

    private void report(Path folder, List<Path> unreadable, int total) {
        unreadable.stream().limit(10).forEach(f -> warnings.accept("unreadable image, skipped: " + f));
        if (!unreadable.isEmpty()) {
            warnings.accept(unreadable.size() + " of " + total + " images in " + folder + " are unreadable");
        }
        if (unreadable.size() > total * MOST_UNREADABLE && unreadable.size() > 1) {
            throw new InvalidFileException(
                    folder,
                    unreadable.size() + " of " + total + " images are unreadable, first " + unreadable.get(0)
                            + ". Maybe remove them, or convert them to JPEG or PNG");
        }
    }

    /** Names with a dot in front are of other programs, and not data. */
    private static boolean isVisible(Path path) {
        return !path.getFileName().toString().startsWith(".");
    }

    private static List<Path> children(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> children = Files.list(folder)) {
            Path[] sorted = children.filter(wanted).sorted().toArray(Path[]::new);
            return Arrays.asList(sorted);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private record Labelled(Path path, int label) {}
}
