package dev.specialize.images;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Sha256;
import dev.specialize.weights.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Square labelled images of one size in memory.
 *
 * @param size height and width in pixels
 * @param channels 1 for grey, 3 for red, green, blue
 * @param pixels (N, size, size, channels) unsigned bytes; shared, not to be written to
 * @param labels class index of each image; shared, not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // tens of megabytes: a copy on each access is no option
public record ImageSet(int size, int channels, byte[] pixels, int[] labels) implements ImageSource {
    /** Of the pixels of a set that a supernet has in a file of its own, at most. */
    public static final int MOST_MEGABYTES = 320;

    private static final String IMAGES = "images";
    private static final String LABELS = "labels";

    public ImageSet {
        if ((long) labels.length * size * size * channels != pixels.length) {
            throw new IllegalArgumentException(labels.length + " images of " + size + " x " + size + " x " + channels
                    + " do not take " + pixels.length + " bytes");
        }
    }

    /** How many images of a size fit some bytes: as many as are asked for at most, and at least one. */
    static int fitting(int most, int size, int channels, int bytes) {
        return (int) Math.max(1, Math.min(most, bytes / ((long) size * size * channels)));
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public int label(int place) {
        return labels[place];
    }

    @Override
    public Frame frame(int place) {
        return new Frame(pixels, place * stride(), size, size);
    }

    @Override
    public String fingerprint() {
        StringBuilder all = new StringBuilder();
        for (int label : labels) {
            all.append(label).append(' ');
        }
        return Sha256.of(Sha256.of(pixels) + all);
    }

    /** Bytes of one image. */
    int stride() {
        return size * size * channels;
    }

    /** The images at the given places, in that order. */
    public ImageSet select(int... places) {
        byte[] chosen = new byte[places.length * stride()];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(pixels, places[i] * stride(), chosen, i * stride(), stride());
        }
        return new ImageSet(
                size,
                channels,
                chosen,
                Arrays.stream(places).map(p -> labels[p]).toArray());
    }

    /** The images from {@code begin} on. */
    @Override
    public ImageSet range(int begin, int count) {
        int stride = stride();
        return new ImageSet(
                size,
                channels,
                Arrays.copyOfRange(pixels, begin * stride, (begin + count) * stride),
                Arrays.copyOfRange(labels, begin, begin + count));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param classes labels must be below this
     * @throws InvalidFileException if the file is missing, truncated or not such a file
     */
    public static ImageSet read(Path file, int classes) {
        SortedMap<String, Safetensors.RawArray> arrays = Safetensors.read(file);
        if (!arrays.keySet().equals(Set.of(IMAGES, LABELS))) {
            throw new InvalidFileException(file, "must hold 'images' and 'labels', holds " + arrays.keySet());
        }
        Safetensors.RawArray images = arrays.get(IMAGES);
        Safetensors.RawArray labels = arrays.get(LABELS);
        images.require(file, IMAGES, Safetensors.ElementType.U8);
        labels.require(file, LABELS, Safetensors.ElementType.I32);
        List<Integer> shape = images.shape();
        if (shape.size() != 4
                || !shape.get(1).equals(shape.get(2))
                || !labels.shape().equals(shape.subList(0, 1))) {
            throw new InvalidFileException(
                    file, "shapes " + shape + " and " + labels.shape() + " are not those of an image set");
        }
        int[] values = new int[shape.get(0)];
        labels.bytes().asIntBuffer().get(values);
        if (Arrays.stream(values).anyMatch(v -> v < 0 || v >= classes)) {
            throw new InvalidFileException(file, "holds a label outside 0.." + (classes - 1));
        }
        return new ImageSet(shape.get(1), shape.get(3), images.toBytes(), values);
    }

    /** Writes a safetensors file with {@code images} (N, size, size, channels) U8 and {@code labels} (N) I32. */
    public void write(Path file) {
        ByteBuffer bytes = ByteBuffer.allocate(labels.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(labels);
        SortedMap<String, Safetensors.RawArray> arrays = new TreeMap<>();
        arrays.put(
                IMAGES,
                new Safetensors.RawArray(
                        Safetensors.ElementType.U8, List.of(count(), size, size, channels), ByteBuffer.wrap(pixels)));
        arrays.put(LABELS, new Safetensors.RawArray(Safetensors.ElementType.I32, List.of(count()), bytes));
        Safetensors.write(file, arrays);
    }

    @Override
    public String toString() {
        return count() + " images of " + size + " x " + size + " x " + channels;
    }
}
