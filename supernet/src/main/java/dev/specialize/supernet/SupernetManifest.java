package dev.specialize.supernet;

import dev.specialize.images.Preprocessing;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a supernet is, where it came from and how good it was found to be.
 *
 * @param format {@value #FORMAT}
 * @param name what people call it
 * @param classes names, in the order of the logits; empty if they are not known
 * @param preprocessing what its networks expect
 * @param training how the weights came to be, if they were trained here
 * @param imported what the weights were read from, if they were trained elsewhere
 * @param accuracy of some of its subnets, each recalibrated on the calibration images; empty if it was not measured
 * @param files SHA-256 of every other file in the folder, by name
 */
public record SupernetManifest(
        String format,
        String name,
        List<String> classes,
        Preprocessing preprocessing,
        Optional<TrainingRecord> training,
        Optional<ImportRecord> imported,
        List<MeasuredAccuracy> accuracy,
        SortedMap<String, String> files) {
    static final String KIND = "supernet/";

    public static final String FORMAT = KIND + "2";

    public SupernetManifest {
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
        }
        if (training.isPresent() == imported.isPresent()) {
            throw new IllegalArgumentException("one of training and imported must be there, and only one");
        }
        classes = List.copyOf(classes);
        accuracy = List.copyOf(accuracy);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * How weights came to be.
     *
     * @param data name of the folder that the images came from
     * @param trainImages how many moved the weights
     * @param validationImages how many were set aside to make choices on
     * @param device such as {@code cpu()}
     */
    public record TrainingRecord(
            String data,
            int trainImages,
            int validationImages,
            long steps,
            double seconds,
            String device,
            String libtorchVersion) {}

    /**
     * Where weights came from.
     *
     * @param file name of the checkpoint
     * @param sha256 of its bytes
     * @param images name of the folder that calibration and validation images came from, if there was one
     */
    public record ImportRecord(String file, String sha256, Optional<String> images) {}

    /**
     * Shares of right answers on one split.
     *
     * @param split {@code validation} or {@code test}
     * @param randomSubnets how many, drawn uniformly
     * @param seed of the draw
     */
    public record MeasuredAccuracy(
            String split,
            int images,
            double largest,
            double smallest,
            int randomSubnets,
            long seed,
            double randomMean,
            double randomLowest,
            double randomHighest) {}
}
