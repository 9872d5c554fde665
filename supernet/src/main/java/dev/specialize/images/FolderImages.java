package dev.specialize.images;

import dev.specialize.files.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Images in files, decoded when they are asked for and kept while there is room. In the place of one that turns out to
 * be damaged stands the next of its class, so that what a place holds follows from the files alone, whoever asks first.
 */
final class FolderImages implements ImageSource {
    private final ImageFiles files;
    private final Decoder frames;
    private final Decoder squares;
    private final FrameCache cache;
    private final int[] labels;
    private final Set<Integer> damaged = ConcurrentHashMap.newKeySet();

    /**
     * Nothing is decoded yet.
     *
     * @param frames decodes as training sees images
     * @param squares decodes as evaluation sees them
     */
    FolderImages(ImageFiles files, Decoder frames, Decoder squares, FrameCache cache) {
        this.files = files;
        this.frames = frames;
        this.squares = squares;
        this.cache = cache;
        labels = files.labels();
    }

    /**
     * Decodes every file once, and leaves out what cannot be decoded.
     *
     * @throws dev.specialize.files.InvalidFileException if that is too much
     */
    FolderImages proven() {
        List<Optional<String>> problems = IntStream.range(0, count())
                .parallel()
                .mapToObj(place -> {
                    Decoded decoded = frames.decode(files.path(place));
                    decoded.frame().ifPresent(frame -> cache.offer(place, frame));
                    return decoded.problem();
                })
                .toList();
        int[] readable = files.readable(problems);
        return readable.length == count()
                ? this
                : new FolderImages(files.select(readable), frames, squares, cache.select(readable));
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public int size() {
        return frames.framing().size();
    }

    @Override
    public int evaluatedSize() {
        return squares.framing().size();
    }

    @Override
    public int channels() {
        return frames.channels();
    }

    @Override
    public int label(int place) {
        return labels[place];
    }

    @Override
    public int[] labels() {
        return labels.clone();
    }

    @Override
    public Frame frame(int place) {
        return cache.get(place).orElseGet(() -> {
            Frame frame = decoded(place, frames);
            cache.offer(place, frame);
            return frame;
        });
    }

    private Frame decoded(int place, Decoder decoder) {
        int at = place;
        do {
            Optional<Frame> frame = damaged.contains(at) ? Optional.empty() : frame(at, decoder);
            if (frame.isPresent()) {
                return frame.get();
            }
            at = nextOfClass(at);
        } while (at != place);
        throw files.unreadableClass(label(place));
    }

    private Optional<Frame> frame(int place, Decoder decoder) {
        Decoded decoded = decoder.decode(files.path(place));
        decoded.problem()
                .filter(problem -> damaged.add(place))
                .ifPresent(problem -> files.damage().replaced(new Damage.UnreadableFile(files.path(place), problem)));
        return decoded.frame();
    }

    private int nextOfClass(int place) {
        int next = place;
        do {
            next = next + 1 == labels.length ? 0 : next + 1;
        } while (labels[next] != labels[place]);
        return next;
    }

    @Override
    public ImageSet range(int begin, int count) {
        int size = evaluatedSize();
        int stride = size * size * channels();
        byte[] pixels = new byte[Math.multiplyExact(count, stride)];
        IntStream.range(0, count).parallel().forEach(i -> {
            Frame square = squares.equals(frames) ? frame(begin + i) : decoded(begin + i, squares);
            System.arraycopy(square.pixels(), square.offset(), pixels, i * stride, stride);
        });
        return new ImageSet(
                size,
                channels(),
                pixels,
                IntStream.range(begin, begin + count).map(this::label).toArray());
    }

    @Override
    public String fingerprint() {
        return Sha256.of(frames + " " + files.fingerprint());
    }

    @Override
    public String toString() {
        return count() + " image files";
    }
}
