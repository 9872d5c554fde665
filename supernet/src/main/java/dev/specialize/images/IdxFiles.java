package dev.specialize.images;

import dev.specialize.files.InvalidFileException;
import dev.specialize.weights.NumberedClasses;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The idx format of MNIST and its siblings, packed by gzip or not. */
final class IdxFiles {
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;
    private static final int MOST_VALUES = 1 << 30;
    private static final int MOST_ROWS = 1 << 15;
    private static final List<String> FASHION = List.of(
            "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot");

    private IdxFiles() {}

    static boolean in(Path folder) {
        return find(folder, "train-images-idx3-ubyte").isPresent();
    }

    static Dataset read(Path folder, Dataset.Settings settings, Consumer<String> warnings) {
        ImageSet train = set(folder, "train", settings);
        int classes = 1 + IntStream.of(train.labels()).max().orElse(0);
        Dataset data = Dataset.of(folder, names(folder, classes), train, settings, warnings);
        if (find(folder, "t10k-images-idx3-ubyte").isEmpty()) {
            return data;
        }
        ImageSet test = set(folder, "t10k", settings);
        requireAlike(folder, train, test, classes);
        return data.withTest(test);
    }

    private static void requireAlike(Path folder, ImageSet train, ImageSet test, int classes) {
        if (test.size() != train.size()) {
            String sizes =
                    test.size() + " x " + test.size() + ", those to train on " + train.size() + " x " + train.size();
            throw new InvalidFileException(require(folder, "t10k-images-idx3-ubyte"), "has images of " + sizes);
        }
        int highest = IntStream.of(test.labels()).max().orElse(0);
        if (highest >= classes) {
            throw new InvalidFileException(
                    require(folder, "t10k-labels-idx1-ubyte"),
                    "has the label " + highest + ", training images only those up to " + (classes - 1));
        }
    }

    private static List<String> names(Path folder, int classes) {
        return classes == FASHION.size() && isFashion(folder.toAbsolutePath().normalize())
                ? FASHION
                : NumberedClasses.names(classes);
    }

    /** Nothing in the files tells; torchvision has them in {@code FashionMNIST/raw}. */
    private static boolean isFashion(Path folder) {
        Optional<Path> parent = Optional.ofNullable(folder.getParent());
        return letters(folder).contains("fashion")
                || parent.filter(above -> letters(above).equals("fashionmnist")).isPresent();
    }

    /** Of a folder's name. */
    private static String letters(Path folder) {
        String name =
                Optional.ofNullable(folder.getFileName()).map(Path::toString).orElse("");
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private static Optional<Path> find(Path folder, String name) {
        return List.of(name, name + ".gz").stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static ImageSet set(Path folder, String role, Dataset.Settings settings) {
        int[] labels = labels(require(folder, role + "-labels-idx1-ubyte"));
        Path file = require(folder, role + "-images-idx3-ubyte");
        try (DataInputStream in = open(file)) {
            requireMagic(file, in, IMAGES_MAGIC);
            int count = in.readInt();
            int rows = in.readInt();
            int columns = in.readInt();
            if (count != labels.length) {
                throw new InvalidFileException(file, "holds " + count + " images for " + labels.length + " labels");
            }
            if (count == 0) {
                throw new InvalidFileException(file, "holds no images");
            }
            long values = (long) count * rows * columns * settings.channels();
            if (rows < 1 || rows > MOST_ROWS || rows != columns || values > MOST_VALUES) {
                throw new InvalidFileException(file, "tells of " + count + " images of " + rows + " x " + columns);
            }
            byte[] grey = in.readNBytes(count * rows * columns);
            if (grey.length < count * rows * columns) {
                throw new EOFException();
            }
            return new ImageSet(rows, settings.channels(), repeated(grey, settings.channels()), labels);
        } catch (EOFException e) {
            throw new InvalidFileException(file, "cut off", e);
        } catch (IOException e) {
            throw new InvalidFileException(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] repeated(byte[] grey, int channels) {
        if (channels == 1) {
            return grey;
        }
        byte[] out = new byte[grey.length * channels];
        for (int i = 0; i < out.length; i++) {
            out[i] = grey[i / channels];
        }
        return out;
    }

    private static int[] labels(Path file) {
        try (DataInputStream in = open(file)) {
            requireMagic(file, in, LABELS_MAGIC);
            int count = in.readInt();
            byte[] bytes = in.readNBytes(Math.max(0, count));
            if (bytes.length != count) {
                throw new EOFException();
            }
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = bytes[i] & 0xff;
            }
            return labels;
        } catch (EOFException e) {
            throw new InvalidFileException(file, "cut off", e);
        } catch (IOException e) {
            throw new InvalidFileException(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static Path require(Path folder, String name) {
        return find(folder, name)
                .orElseThrow(() -> new InvalidFileException(folder.resolve(name), "no such file, nor " + name + ".gz"));
    }

    private static void requireMagic(Path file, DataInputStream in, int wanted) throws IOException {
        int magic = in.readInt();
        if (magic != wanted) {
            throw new InvalidFileException(
                    file, String.format("starts with %08x, an idx file with %08x", magic, wanted));
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        try {
            InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
            return new DataInputStream(new BufferedInputStream(in));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
