package dev.specialize.images;

import dev.specialize.files.InvalidFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Some images of a folder {@code train|val/<class>/*}, to recalibrate and to evaluate a network that was trained
 * elsewhere.
 *
 * @param classes names, in the order of the labels
 * @param calibration drawn from the training images
 * @param validation drawn from {@code val}; empty if there is no such folder
 */
public record EvaluationImages(List<String> classes, ImageSet calibration, Optional<ImageSet> validation) {
    public EvaluationImages {
        classes = List.copyOf(classes);
    }

    /**
     * How to read.
     *
     * @param size height and width to bring images to: shorter side scaled to ceil(size / share), centre cut out
     * @param share of the shorter side that is seen; 0.875 is usual for ImageNet
     * @param channels 1 reads as grey, 3 as colour
     * @param classes how many there have to be
     * @param calibrationImages at most
     * @param validationImages at most
     * @param bytes of each of both sets, at most
     * @param seed which ones
     */
    public record Settings(
            int size,
            double share,
            int channels,
            int classes,
            int calibrationImages,
            int validationImages,
            int bytes,
            long seed) {
        private int atMost(int images) {
            return ImageSet.fitting(images, size, channels, bytes);
        }
    }

    /**
     * Reads a folder.
     *
     * @param warnings told of each unreadable image and of their number
     * @throws InvalidFileException if it is no such folder, of another number of classes, or too many images are
     *     unreadable
     */
    public static EvaluationImages read(Path folder, Settings settings, Consumer<String> warnings) {
        if (!Files.isDirectory(folder.resolve(ImageFolder.TRAINING))) {
            throw new InvalidFileException(
                    folder,
                    Files.isDirectory(folder)
                            ? "has no 'train' folder with one folder per class"
                            : "no such folder. Maybe check --images");
        }
        Decoder decoder = new Decoder(settings.size, settings.channels, settings.share);
        ImageFolder images = new ImageFolder(folder, settings.seed, warnings);
        List<String> classes = images.classes();
        if (classes.size() != settings.classes) {
            throw new InvalidFileException(
                    folder,
                    "has images of " + classes.size() + " classes, the network tells " + settings.classes
                            + " apart. Maybe they are of another data set");
        }
        return new EvaluationImages(
                classes,
                images.some(ImageFolder.TRAINING, classes, settings.atMost(settings.calibrationImages))
                        .map(files -> files.decoded(decoder))
                        .orElseThrow(),
                images.some(ImageFolder.VALIDATION, classes, settings.atMost(settings.validationImages))
                        .map(files -> files.decoded(decoder)));
    }
}
