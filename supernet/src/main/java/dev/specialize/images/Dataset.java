package dev.specialize.images;

import dev.specialize.files.InvalidFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Labelled images in their three roles. Weights see {@code train}; choices are made on {@code validation}; {@code test}
 * is only ever reported.
 *
 * @param classes names, in the order of the labels
 */
public record Dataset(List<String> classes, ImageSource train, ImageSource validation, Optional<ImageSource> test) {
    /** To be decoded without a word. */
    private static final int UNNOTICED_IMAGES = 10_000;

    public Dataset {
        classes = List.copyOf(classes);
    }

    Dataset withTest(ImageSource images) {
        return new Dataset(classes, train, validation, Optional.of(images));
    }

    /**
     * How to read.
     *
     * @param size height and width that images of a folder are brought to: shorter side scaled, centre cut out; those of
     *     one file, all of one size, keep it
     * @param channels 1 reads as grey, 3 as colour
     * @param validationImages how many training images to set aside where there is no {@code val} folder
     * @param seed which ones
     * @param augmentation of training images: if they are cropped, whole photos are kept, their shorter side scaled down
     *     to {@link Augmentation#storedSize}
     * @param cacheBytes of decoded images of a folder that are kept in memory, at most
     */
    public record Settings(
            int size, int channels, int validationImages, long seed, Augmentation augmentation, long cacheBytes) {
        /** The heap holds weights and what is being decoded, too. */
        private static final int PART_OF_HEAP = 2;

        /** Of the cache, for validation and for test images. */
        private static final int PART_OF_CACHE = 4;

        public Settings {
            if (channels != 1 && channels != 3) {
                throw new IllegalArgumentException("images have 1 channel or 3, asked for are " + channels);
            }
        }

        /** Images as they are, with half of the heap to keep them in. */
        public Settings(int size, int channels, int validationImages, long seed) {
            this(
                    size,
                    channels,
                    validationImages,
                    seed,
                    Augmentation.NONE,
                    Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
        }

        public Settings withAugmentation(Augmentation newAugmentation) {
            return new Settings(size, channels, validationImages, seed, newAugmentation, cacheBytes);
        }

        public Settings withCacheBytes(long newCacheBytes) {
            return new Settings(size, channels, validationImages, seed, augmentation, newCacheBytes);
        }

        private long bytesToEvaluate(int images) {
            return Math.min(cacheBytes / PART_OF_CACHE, images * FrameCache.bytes((long) size * size * channels));
        }

        Decoder squares() {
            return new Decoder(size, channels);
        }

        Decoder frames() {
            return augmentation.crops()
                    ? new Decoder(new Framing.Whole(augmentation.storedSize(size)), channels)
                    : squares();
        }
    }

    /**
     * Reads a folder: {@code train|val|test/<class>/*}, the idx files of MNIST and Fashion-MNIST, or the binary version
     * of CIFAR-10 or CIFAR-100.
     *
     * <p>Images of a folder are listed once and decoded when they are asked for, but for those of {@code val} and
     * {@code test}, which are decoded at once, so that nothing is measured on images that turn out to be damaged later.
     *
     * @param warnings told of unreadable images and of uneven classes, from any thread, also later
     * @throws InvalidFileException if the folder is none of these, or too many images are unreadable
     */
    public static Dataset read(Path folder, Settings settings, Consumer<String> warnings) {
        if (IdxFiles.in(folder)) {
            return IdxFiles.read(folder, settings, warnings);
        }
        Optional<CifarFiles> cifar = CifarFiles.in(folder);
        if (cifar.isPresent()) {
            return cifar.get().read(settings, warnings);
        }
        if (Files.isDirectory(folder.resolve(ImageFolder.TRAINING))) {
            return of(new ImageFolder(folder, settings.seed(), warnings), settings, warnings);
        }
        String problem = Files.isDirectory(folder)
                ? "has neither a 'train' folder with one folder per class, nor the idx files of MNIST, nor the binary"
                        + " files of CIFAR"
                : "no such folder. Maybe check --data";
        throw new InvalidFileException(folder, problem);
    }

    /** True if a folder has no images to make choices on, so that some are set aside from those to train on. */
    public static boolean setsAside(Path folder) {
        return !Files.isDirectory(folder.resolve(ImageFolder.VALIDATION));
    }

    private static Dataset of(ImageFolder folder, Settings settings, Consumer<String> warnings) {
        List<String> classes = folder.classes();
        ImageFiles all = folder.all(ImageFolder.TRAINING, classes).orElseThrow();
        ClassBalance.of(classes, all.labels()).notes().forEach(warnings);
        Split split = Split.ofDrawn(all.labels(), all.lots(), settings.validationImages());
        Optional<ImageFiles> given = folder.all(ImageFolder.VALIDATION, classes);
        ImageFiles train = given.isPresent() ? all : all.select(split.training());
        ImageFiles validation = given.orElseGet(() -> all.select(split.validation()));
        Optional<ImageFiles> test = folder.all(ImageFolder.TEST, classes);
        long toEvaluate = settings.bytesToEvaluate(validation.count())
                + settings.bytesToEvaluate(test.map(ImageFiles::count).orElse(0));
        FrameCache cache = new FrameCache(train.count(), settings.cacheBytes() - toEvaluate);
        return new Dataset(
                classes,
                new FolderImages(train, settings.frames(), settings.squares(), cache),
                evaluated(validation, settings, warnings),
                test.map(files -> evaluated(files, settings, warnings)));
    }

    private static ImageSource evaluated(ImageFiles files, Settings settings, Consumer<String> warnings) {
        if (files.count() > UNNOTICED_IMAGES) {
            warnings.accept("decoding " + files.count() + " images of " + files.folder() + " once, to check them");
        }
        FrameCache cache = new FrameCache(files.count(), settings.bytesToEvaluate(files.count()));
        return new FolderImages(files, settings.squares(), settings.squares(), cache).proven();
    }

    /** Of images in memory, some of which are set aside to make choices on. */
    static Dataset of(Path folder, List<String> classes, ImageSet all, Settings settings, Consumer<String> warnings) {
        ClassBalance balance = ClassBalance.of(classes, all.labels());
        if (balance.present() < 2) {
            throw new InvalidFileException(
                    folder, all.count() + " training images of " + balance.present() + " classes: needs at least two");
        }
        balance.notes().forEach(warnings);
        Split split = Split.of(all.labels(), settings.validationImages(), settings.seed());
        return new Dataset(classes, all.select(split.training()), all.select(split.validation()), Optional.empty());
    }
}
