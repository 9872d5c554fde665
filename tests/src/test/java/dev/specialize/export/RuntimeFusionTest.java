package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The form of the graph is the one that ONNX Runtime fuses best. */
class RuntimeFusionTest {
    @Test
    @EnabledOnOs(architectures = {"amd64", "x86_64"})
    void only_h_swish_and_gates_are_left_beside_convolutions(@TempDir Path folder) throws Exception {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        Network network = space.lower(space.largest());
        byte[] model = OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN);
        List<NodeProto> nodes = optimised(model, folder.resolve("optimised.onnx"));

        assertThat(nodes).extracting(NodeProto::getOpType).doesNotContain("Relu", "Add", "HardSwish");
        long residuals = network.layers().stream()
                .filter(layer -> layer instanceof InvertedResidual block && block.residual())
                .count();
        assertThat(nodes.stream().filter(n -> n.getOpType().equals("Conv") && n.getInputCount() == 4))
                .as("convolutions that add to what is there")
                .hasSize((int) residuals);
        long gates = network.layers().stream()
                .filter(layer -> layer instanceof InvertedResidual block && block.squeezeExcite())
                .count();
        assertThat(nodes.stream().filter(RuntimeFusionTest::isHardSigmoidInConvolution))
                .hasSize((int) gates);
    }

    private static boolean isHardSigmoidInConvolution(NodeProto node) {
        return node.getOpType().equals("Conv")
                && node.getAttributeList().stream()
                        .anyMatch(a -> a.getName().equals("activation")
                                && a.getS().toStringUtf8().equals("HardSigmoid"));
    }

    private static List<NodeProto> optimised(byte[] model, Path file) throws Exception {
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
