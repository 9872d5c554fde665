package dev.specialize.images;

import dev.specialize.files.InvalidFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Labelled images in their three roles. Weights see {@code train}; choices are made on {@code validation}; {@code test}
 * is only ever reported.
 *
 * @param classes names, in the order of the labels
 */
public record Dataset(List<String> classes, ImageSet train, ImageSet validation, Optional<ImageSet> test) {
    public Dataset {
        classes = List.copyOf(classes);
    }

    Dataset withTest(ImageSet images) {
        return new Dataset(classes, train, validation, Optional.of(images));
    }

    /**
     * How to read.
     *
     * @param size images of a folder are brought to this height and width: shorter side scaled, centre cut out; those of
     *     idx files, all of one size, keep it
     * @param channels 1 reads as grey, 3 as colour
     * @param validationImages how many training images to set aside where there is no {@code val} folder
     * @param seed which ones
     */
    public record Settings(int size, int channels, int validationImages, long seed) {}

    /**
     * Reads a folder: the idx files of MNIST and Fashion-MNIST, or {@code train|val|test/<class>/*}.
     *
     * @param warnings told of each unreadable image and of their number
     * @throws InvalidFileException if the folder is neither, or too many images are unreadable
     */
    public static Dataset read(Path folder, Settings settings, Consumer<String> warnings) {
        if (IdxFiles.in(folder)) {
            return IdxFiles.read(folder, settings);
        }
        if (Files.isDirectory(folder.resolve(ImageFolder.TRAINING))) {
            Decoder decoder = new Decoder(settings.size(), settings.channels());
            return of(new ImageFolder(folder, decoder, settings.seed(), warnings), settings);
        }
        String problem = Files.isDirectory(folder)
                ? "has neither a 'train' folder with one folder per class, nor the idx files of MNIST"
                : "no such folder. Maybe check --data";
        throw new InvalidFileException(folder, problem);
    }

    private static Dataset of(ImageFolder folder, Settings settings) {
        List<String> classes = folder.classes();
        ImageSet train = folder.all(ImageFolder.TRAINING, classes).orElseThrow();
        Dataset data = folder.all(ImageFolder.VALIDATION, classes)
                .map(validation -> new Dataset(classes, train, validation, Optional.empty()))
                .orElseGet(() -> carved(classes, train, settings));
        return folder.all(ImageFolder.TEST, classes).map(data::withTest).orElse(data);
    }

    /** Sets validation images aside: a seeded shuffle of places, so the same data always split alike. */
    static Dataset carved(List<String> classes, ImageSet all, Settings settings) {
        int validation = Math.min(settings.validationImages(), all.count() / 5);
        int[] places = Shuffle.places(all.count(), settings.seed());
        int[] forTraining = Arrays.copyOfRange(places, validation, places.length);
        int[] forValidation = Arrays.copyOf(places, validation);
        return new Dataset(classes, all.select(forTraining), all.select(forValidation), Optional.empty());
    }
}
