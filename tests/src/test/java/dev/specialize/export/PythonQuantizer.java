package dev.specialize.export;

import dev.specialize.files.JsonFile;
import dev.specialize.python.Python;
import dev.specialize.quantization.CalibrationImages;
import dev.specialize.quantization.CalibrationMethod;
import dev.specialize.space.FeatureMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime's own quantiser, which is a Python package: quantize_models.py calls it.
 *
 * @param folder takes the files that it reads and writes
 * @param python has the package
 */
record PythonQuantizer(Path folder, Python python) {
    private static final String SCRIPT = "quantize_models.py";
    /** What {@link CalibrationMethod#PERCENTILE} leaves, in percent. */
    private static final double PERCENTILE = 99.99;

    /** What the script is told of a model. */
    private record Order(
            String input, List<Integer> shape, double percentile, List<String> methods, List<String> kept) {}

    /** Skips the calling test, saying so, where there is no such package. */
    static PythonQuantizer present(Path folder) {
        return new PythonQuantizer(
                folder, Python.with("onnx, onnxruntime.quantization", "pip install onnxruntime onnx"));
    }

    /**
     * Puts a model into the folder.
     *
     * @param input shape of an image
     * @param kept layers that stay in float32
     */
    void add(String name, byte[] fp32, CalibrationImages images, FeatureMap input, List<String> kept)
            throws IOException {
        Files.write(folder.resolve(name + ".onnx"), fp32);
        ByteBuffer values =
                ByteBuffer.allocate(images.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.asFloatBuffer().put(images.values());
        Files.write(folder.resolve(name + ".images"), values.array());
        List<Integer> shape = List.of(images.count(), input.channels(), input.size(), input.size());
        JsonFile.write(
                folder.resolve(name + ".json"), new Order(OnnxExporter.INPUT, shape, PERCENTILE, methods(), kept));
    }

    private static List<String> methods() {
        return List.of(CalibrationMethod.values()).stream()
                .map(CalibrationMethod::toString)
                .toList();
    }

    /** Quantises what is in the folder, by all methods; what the package says ends with its version. */
    String run() throws IOException {
        return python.run(SCRIPT, folder);
    }

    /** What became of a model. */
    Map<CalibrationMethod, byte[]> models(String name) throws IOException {
        Map<CalibrationMethod, byte[]> models = new LinkedHashMap<>();
        for (CalibrationMethod method : CalibrationMethod.values()) {
            models.put(method, Files.readAllBytes(folder.resolve(name + "." + method + ".onnx")));
        }
        return models;
    }
}
