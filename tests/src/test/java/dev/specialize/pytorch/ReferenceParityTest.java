package dev.specialize.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.export.ExportOptions;
import dev.specialize.export.OnnxExporter;
import dev.specialize.export.OnnxModel;
import dev.specialize.files.JsonFile;
import dev.specialize.files.SharedData;
import dev.specialize.onnx.BatchSize;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.ArchitectureFile;
import dev.specialize.weights.Subnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the reference implementation computed, with every checkpoint beside which its architectures ({@code .json}) and its
 * inputs and outputs ({@code .npz}) lie.
 */
class ReferenceParityTest {
    private static final double TOLERANCE = 1e-4;

    @TestFactory
    Stream<DynamicTest> exported_subnets_compute_what_the_reference_does() throws IOException {
        Path folder = SharedData.file("ofa");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> checkpoints = files.filter(f -> f.toString().endsWith(".pth"))
                    .filter(f -> Files.exists(sibling(f, ".npz")))
                    .sorted()
                    .toList();
            return checkpoints.stream()
                    .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> compare(f)));
        }
    }

    private static Path sibling(Path checkpoint, String ending) {
        return checkpoint.resolveSibling(checkpoint.getFileName().toString().replace(".pth", ending));
    }

    private static void compare(Path checkpoint) {
        ReferenceSupernet supernet = ReferenceSupernet.read(checkpoint);
        NumpyArchive arrays = new NumpyArchive(sibling(checkpoint, ".npz"));
        Path list = sibling(checkpoint, ".json");
        List<?> entries = JsonFile.read(list, List.class);
        assertThat(entries).isNotEmpty();
        for (int i = 0; i < entries.size(); i++) {
            Architecture architecture = ArchitectureFile.parse(JsonFile.line(entries.get(i)), list, supernet.space());
            float[] expected = arrays.array("y" + i);
            float[] actual = outputs(supernet, architecture, arrays.array("x" + i));
            assertThat(difference(actual, expected) / deviation(expected))
                    .as("%s of %s", architecture, supernet.space().name())
                    .isLessThanOrEqualTo(TOLERANCE);
            if (entries.get(i) instanceof Map<?, ?> fields && fields.get("params") instanceof Integer parameters) {
                SearchSpace space = supernet.space().including(architecture.resolution());
                assertThat(space.lower(architecture).cost().parameters()).isEqualTo((long) parameters);
            }
        }
    }

    private static float[] outputs(ReferenceSupernet supernet, Architecture architecture, float[] images) {
        SearchSpace space = supernet.space().including(architecture.resolution());
        Subnet subnet = Subnet.of(space, architecture, supernet.weights());
        byte[] onnx = OnnxExporter.export(subnet, ExportOptions.PLAIN.withBatch(BatchSize.DYNAMIC));
        int image = space.inputChannels() * architecture.resolution() * architecture.resolution();
        try (OnnxModel model = OnnxModel.load(onnx)) {
            return model.logits(images, images.length / image);
        }
    }

    private static double difference(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs((double) actual[i] - expected[i]));
        }
        return largest;
    }

    private static double deviation(float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += value / (double) values.length;
        }
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }
}
