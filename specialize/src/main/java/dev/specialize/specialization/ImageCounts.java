package dev.specialize.specialization;

import dev.specialize.files.InvalidFileException;
import dev.specialize.images.Dataset;
import java.nio.file.Path;

/** Whether data has enough images, said before hours go into a training. */
final class ImageCounts {
    /** Of one alone no deviation can be told. */
    private static final int FEWEST_VALIDATION_IMAGES = 2;

    private ImageCounts() {}

    /**
     * Checks them.
     *
     * @param folder that the data was read from
     * @param more what may be done beside adding images, with a comma before each
     * @throws InvalidFileException if there are fewer training images than a batch has, or none to validate on
     */
    static void requireEnough(Path folder, Dataset data, int batch, String more) {
        int training = data.train().count();
        int validation = data.validation().count();
        if (training < batch || validation < FEWEST_VALIDATION_IMAGES) {
            throw new InvalidFileException(
                    folder,
                    training + " training and " + validation + " validation images are too few for batches of " + batch
                            + ". Maybe add images" + more);
        }
    }
}
