package dev.specialize.images;

import dev.specialize.files.Folder;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Sha256;
import dev.specialize.images.ImageFiles.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The layout {@code train|val|test/<class>/*}: class names are folder names, in alphabetical order. */
final class ImageFolder {
    static final String TRAINING = "train";
    static final String VALIDATION = "val";
    static final String TEST = "test";

    private final Path root;
    private final long seed;
    private final Consumer<String> warnings;

    /** @param seed of the order of the images */
    ImageFolder(Path root, long seed, Consumer<String> warnings) {
        this.root = root;
        this.seed = seed;
        this.warnings = warnings;
    }

    /** Names of the classes of the training images. */
    List<String> classes() {
        Path training = root.resolve(TRAINING);
        List<String> classes = classes(training);
        if (classes.size() < 2) {
            throw new InvalidFileException(training, "needs a folder for each of at least two classes, has " + classes);
        }
        return classes;
    }

    private static List<String> classes(Path folder) {
        return Folder.visible(folder).stream()
                .filter(name -> Files.isDirectory(folder.resolve(name)))
                .toList();
    }

    /** All images of a role, if it has a folder. */
    Optional<ImageFiles> all(String role, List<String> classes) {
        return some(role, classes, Integer.MAX_VALUE).map(ImageFiles::requireEveryClass);
    }

    /**
     * Images of a role, if it has a folder, in the order of their lots: the first are a fair sample, and one file more
     * puts one of them out at most.
     *
     * @param most how many at most
     */
    Optional<ImageFiles> some(String role, List<String> classes, int most) {
        Path folder = root.resolve(role);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        requireKnown(folder, classes);
        List<ImageFile> all = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path ofClass = folder.resolve(classes.get(label));
            List<ImageFile> images =
                    Files.isDirectory(ofClass) ? images(ofClass, classes.get(label), label) : List.of();
            if (images.isEmpty()) {
                throw new InvalidFileException(ofClass, "no images of this class. Maybe remove or fill the folder");
            }
            all.addAll(images);
        }
        List<ImageFile> chosen = all.stream()
                .sorted(Comparator.comparingLong(ImageFile::lot))
                .limit(most)
                .toList();
        return Optional.of(
                new ImageFiles(folder, classes, chosen, new Damage(folder, chosen.size(), warnings)).checked());
    }

    /** A class that training does not know has no label. */
    private static void requireKnown(Path folder, List<String> classes) {
        for (String name : classes(folder)) {
            if (!classes.contains(name)) {
                throw new InvalidFileException(
                        folder.resolve(name),
                        "is a class that '" + TRAINING + "' has no folder for. Maybe remove or rename the folder");
            }
        }
    }

    private List<ImageFile> images(Path folder, String ofClass, int label) {
        List<ImageFile> images = new ArrayList<>();
        for (String name : Folder.visible(folder)) {
            attributes(folder.resolve(name))
                    .filter(BasicFileAttributes::isRegularFile)
                    .ifPresent(file -> images.add(new ImageFile(name, label, lot(ofClass, name), file.size(), 0)));
        }
        return images;
    }

    private long lot(String ofClass, String name) {
        return Long.parseUnsignedLong(Sha256.of(seed + " " + ofClass + "/" + name), 0, 16, 16);
    }

    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
            return Optional.empty(); // a link that leads nowhere
        }
    }
}
