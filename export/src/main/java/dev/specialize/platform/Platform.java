package dev.specialize.platform;

import dev.specialize.files.JsonFile;
import dev.specialize.onnx.BatchSize;
import dev.specialize.onnx.FormatVersion;
import dev.specialize.onnx.Graph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a place where models run takes.
 *
 * @param format {@value #FORMAT}
 * @param description one line
 * @param source where the rest comes from
 * @param opset operator set of its models
 * @param irVersion file version of its models
 * @param symmetricActivations whether quantised activations must have the zero point in the middle
 * @param reducedRange whether quantised weights must leave a bit for sums of products that are made in 16 bits
 * @param repeatedGates number formats in which a map times single pixels, one for each channel, is computed faster if the
 *     pixels are repeated to a map of the same size
 * @param largestFileBytes of a model
 * @param operators what the graph may be made of
 * @param hostOperators what the processor computes for it, before or after all else
 */
public record Platform(
        String format,
        String name,
        String description,
        String source,
        long opset,
        long irVersion,
        Layout layout,
        Shapes shapes,
        List<NumberFormat> precisions,
        boolean symmetricActivations,
        boolean reducedRange,
        List<NumberFormat> repeatedGates,
        long largestFileBytes,
        List<AllowedOperator> operators,
        List<String> hostOperators) {
    public static final String FORMAT = "platform/1";

    /** Of all built-in platforms, the first being the one that is taken if none is named. */
    private static final List<String> NAMES =
            List.of("onnx", "cpu-x86", "android-cpu", "android-nnapi", "ios-coreml", "web");

    public Platform {
        precisions = List.copyOf(precisions);
        repeatedGates = List.copyOf(repeatedGates);
        operators = List.copyOf(operators);
        hostOperators = List.copyOf(hostOperators);
        require(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        require(!name.isBlank(), "name", "must not be empty", name);
        require(opset > 0 && irVersion > 0, "opset and irVersion", "must be above 0", opset + " and " + irVersion);
        require(precisions.contains(NumberFormat.FP32), "precisions", "must hold fp32", precisions);
        require(largestFileBytes > 0, "largestFileBytes", "must be above 0", largestFileBytes);
        List<String> names = operators.stream().map(AllowedOperator::name).toList();
        require(names.stream().distinct().count() == names.size(), "operators", "must not repeat", names);
    }

    private static void require(boolean holds, String what, String problem, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(what + " " + problem + ", got " + value);
        }
    }

    /** Of all that are built in, the one first that is taken if none is named. */
    public static List<String> names() {
        return NAMES;
    }

    /** Any runtime that reads ONNX. */
    public static Platform onnx() {
        return read(NAMES.get(0));
    }

    /** All that are built in. */
    public static List<Platform> all() {
        return NAMES.stream().map(Platform::read).toList();
    }

    /** @throws UnknownPlatformException if there is none of this name */
    public static Platform named(String name) {
        if (!NAMES.contains(name)) {
            throw new UnknownPlatformException(name, NAMES);
        }
        return read(name);
    }

    private static Platform read(String name) {
        String file = name + ".json";
        try (InputStream in = Platform.class.getResourceAsStream(file)) {
            return JsonFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), Path.of(file), Platform.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether numbers may become of another type in the middle of a graph, not only before and after all else. */
    public boolean castsInside() {
        return operator("Cast").isPresent();
    }

    /** Of its models' files. */
    public FormatVersion version() {
        return new FormatVersion(opset, irVersion);
    }

    /**
     * The graph in operators that it takes; where a node is of another one, or there is a faster way, what computes the
     * same.
     *
     * @param format of the graph's numbers
     * @throws NonconformingModelException if a node is of another one, and nothing else computes the same
     */
    public Graph conforming(Graph graph, NumberFormat format) {
        return new Conformance(this, format).conforming(graph);
    }

    /**
     * Checks the size of a model's file.
     *
     * @throws NonconformingModelException if it is too large
     */
    public void requireFits(byte[] model) {
        if (model.length > largestFileBytes) {
            throw new NonconformingModelException(String.format(
                    Locale.ROOT,
                    "Platform %s takes models of %,d bytes at most, this one has %,d. Maybe choose a smaller subnet, or"
                            + " fewer bits.",
                    name,
                    largestFileBytes,
                    model.length));
        }
    }

    /** What its graphs may do with an operator; empty if they may not have it. */
    Optional<AllowedOperator> operator(String onnxName) {
        return operators.stream().filter(o -> o.name().equals(onnxName)).findFirst();
    }

    /**
     * Checks that it takes models of any or of a fixed number of images.
     *
     * @throws IllegalArgumentException if it does not
     */
    public void require(BatchSize batch) {
        if (shapes == Shapes.STATIC && batch.images().isEmpty()) {
            throw new IllegalArgumentException("Platform " + name
                    + " takes models for a fixed number of images only. Maybe leave out --dynamic-batch, or name the number"
                    + " with --batch.");
        }
    }

    public boolean takes(NumberFormat precision) {
        return precisions.contains(precision);
    }

    /**
     * Checks that it takes a number format.
     *
     * @throws IllegalArgumentException if it does not
     */
    public void require(NumberFormat precision) {
        if (!takes(precision)) {
            throw new IllegalArgumentException("Platform " + name + " takes no models in " + precision + ". Maybe in "
                    + precisions.stream().map(NumberFormat::toString).collect(Collectors.joining(", ")) + ".");
        }
    }
}
