package dev.specialize.images;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Labelled image files, in a fixed order.
 *
 * @param folder holds a folder for each class
 * @param classes names of those folders, in the order of the labels
 * @param damage takes note of those that turn out to be none
 */
record ImageFiles(Path folder, List<String> classes, List<ImageFile> files, Damage damage) {
    ImageFiles {
        classes = List.copyOf(classes);
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param name in the folder of its class
     * @param lot what decides its place, whatever other files there are: any number, each as probable
     * @param bytes length
     * @param checksum of its first bytes; 0 before they were read
     */
    record ImageFile(String name, int label, long lot, long bytes, int checksum) {
        private ImageFile withChecksum(int newChecksum) {
            return new ImageFile(name, label, lot, bytes, newChecksum);
        }
    }

    int count() {
        return files.size();
    }

    Path path(int place) {
        ImageFile file = files.get(place);
        return folder.resolve(classes.get(file.label)).resolve(file.name);
    }

    int[] labels() {
        return files.stream().mapToInt(ImageFile::label).toArray();
    }

    long[] lots() {
        return files.stream().mapToLong(ImageFile::lot).toArray();
    }

    /** The files at the given places, in that order. */
    ImageFiles select(int... places) {
        return with(IntStream.of(places).mapToObj(files::get).toList());
    }

    private ImageFiles with(List<ImageFile> others) {
        return new ImageFiles(folder, classes, others, damage);
    }

    /**
     * Reads the first bytes of all files and leaves out what does not begin like an image.
     *
     * @throws InvalidFileException if that is too much
     */
    ImageFiles checked() {
        List<ImageHead> heads = IntStream.range(0, count())
                .parallel()
                .mapToObj(place -> ImageHead.of(path(place)))
                .toList();
        int[] readable = readable(heads.stream().map(ImageHead::problem).toList());
        return with(IntStream.of(readable)
                .mapToObj(
                        place -> files.get(place).withChecksum(heads.get(place).checksum()))
                .toList());
    }

    /**
     * Takes note of what is wrong.
     *
     * @param problems of each file
     * @return places of those that have none
     * @throws InvalidFileException if these are too few
     */
    int[] readable(List<Optional<String>> problems) {
        List<Damage.UnreadableFile> unreadable = new ArrayList<>();
        for (int place = 0; place < count(); place++) {
            Path path = path(place);
            problems.get(place).ifPresent(problem -> unreadable.add(new Damage.UnreadableFile(path, problem)));
        }
        damage.leftOut(unreadable);
        return IntStream.range(0, count())
                .filter(place -> problems.get(place).isEmpty())
                .toArray();
    }

    /**
     * Decodes all files to squares, and leaves out what cannot be decoded.
     *
     * @throws InvalidFileException if that is too much
     */
    ImageSet decoded(Decoder squares) {
        int size = squares.framing().size();
        int stride = size * size * squares.channels();
        byte[] pixels = new byte[Math.multiplyExact(count(), stride)];
        // each image goes to its own place at once, so that none is in memory twice
        List<Optional<String>> problems = IntStream.range(0, count())
                .parallel()
                .mapToObj(place -> {
                    Decoded decoded = squares.decode(path(place));
                    decoded.frame()
                            .ifPresent(frame -> System.arraycopy(frame.pixels(), 0, pixels, place * stride, stride));
                    return decoded.problem();
                })
                .toList();
        ImageSet all = new ImageSet(size, squares.channels(), pixels, labels());
        int[] readable = readable(problems);
        return readable.length == count() ? all : all.select(readable);
    }

    /** @throws InvalidFileException if a class has no file left */
    ImageFiles requireEveryClass() {
        boolean[] seen = new boolean[classes.size()];
        files.forEach(file -> seen[file.label] = true);
        for (int label = 0; label < seen.length; label++) {
            if (!seen[label]) {
                throw unreadableClass(label);
            }
        }
        return this;
    }

    InvalidFileException unreadableClass(int label) {
        return new InvalidFileException(
                folder.resolve(classes.get(label)),
                "no readable image of this class. Maybe convert them to JPEG or PNG");
    }

    /** SHA-256 of names, lengths and first bytes, in this order. */
    String fingerprint() {
        StringBuilder text = new StringBuilder();
        for (ImageFile file : files) {
            text.append(classes.get(file.label))
                    .append('/')
                    .append(file.name)
                    .append(' ')
                    .append(file.bytes)
                    .append(' ')
                    .append(file.checksum)
                    .append('\n');
        }
        return Sha256.of(text.toString());
    }
}
