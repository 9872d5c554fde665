package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What ONNX Runtime makes of a model before it runs it. */
final class OptimisedGraph {
    private OptimisedGraph() {}

    /** @param folder takes the file that the runtime writes */
    static List<NodeProto> nodes(byte[] model, Path folder) throws Exception {
        Path file = folder.resolve("optimised.onnx");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        try (SessionOptions options = new SessionOptions()) {
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setOptimizedModelFilePath(file.toString());
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(model, options)) {
                assertThat(session.getOutputNames()).containsExactly(OnnxExporter.OUTPUT);
            }
        }
        return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList();
    }
}
