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
    static final String TRAINING = "train";
    static final String VALIDATION = "val";
    static final String TEST = "test";

    /** More unreadable images than this share stop the reading: the folder is then not what its owner thinks. */
    private static final double MOST_UNREADABLE = 0.01;

    private final Path root;
    private final Decoder decoder;
    private final long seed;
    private final Consumer<String> warnings;

    /** @param seed of the order of the images */
    ImageFolder(Path root, Decoder decoder, long seed, Consumer<String> warnings) {
        this.root = root;
        this.decoder = decoder;
        this.seed = seed;
        this.warnings = warnings;
    }

    /** Names of the classes of the training images. */
    List<String> classes() {
        Path training = root.resolve(TRAINING);
        List<String> classes = children(training, f -> Files.isDirectory(f) && isVisible(f)).stream()
                .map(f -> f.getFileName().toString())
                .toList();
        if (classes.size() < 2) {
            throw new InvalidFileException(training, "needs a folder for each of at least two classes, has " + classes);
        }
        return classes;
    }

    /** All images of a role, if it has a folder, in any order but that of their names: the first are a fair sample. */
    Optional<ImageSet> all(String role, List<String> classes) {
        return folder(role).map(folder -> {
            List<Labelled> files = files(folder, classes);
            ImageSet set = decoded(folder, files);
            requireEveryClass(folder, classes, set);
            return set;
        });
    }

    /** Some images of a role, if it has a folder. */
    Optional<ImageSet> some(String role, List<String> classes, int most) {
        return folder(role).map(folder -> {
            List<Labelled> files = files(folder, classes);
            return decoded(folder, files.subList(0, Math.min(most, files.size())));
        });
    }

    private Optional<Path> folder(String role) {
        return Optional.of(root.resolve(role)).filter(Files::isDirectory);
    }

    /** Shuffled. */
    private List<Labelled> files(Path folder, List<String> classes) {
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
        return IntStream.of(Shuffle.places(files.size(), seed))
                .mapToObj(files::get)
                .toList();
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
        int stride = decoder.size() * decoder.size() * decoder.channels();
        byte[] pixels = new byte[Math.multiplyExact(files.size(), stride)];
        // each image goes to its own place at once, so that none is in memory twice
        boolean[] readable = new boolean[files.size()];
        IntStream.range(0, files.size())
                .parallel()
                .forEach(i -> decoder.decode(files.get(i).path).ifPresent(image -> {
                    System.arraycopy(image, 0, pixels, i * stride, stride);
                    readable[i] = true;
                }));
        int[] places = IntStream.range(0, files.size()).filter(i -> readable[i]).toArray();
        int[] labels = files.stream().mapToInt(Labelled::label).toArray();
        ImageSet set = new ImageSet(decoder.size(), decoder.channels(), pixels, labels);
        if (places.length == files.size()) {
            return set;
        }
        report(
                folder,
                IntStream.range(0, files.size())
                        .filter(i -> !readable[i])
                        .mapToObj(i -> files.get(i).path)
                        .toList(),
                files.size());
        return set.select(places);
    }

    private void report(Path folder, List<Path> unreadable, int total) {
        unreadable.stream().limit(10).forEach(f -> warnings.accept("unreadable image, skipped: " + f));
        warnings.accept(unreadable.size() + " of " + total + " images in " + folder + " are unreadable");
        boolean few = unreadable.size() <= total * MOST_UNREADABLE || unreadable.size() == 1;
        if (!few || unreadable.size() == total) {
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
