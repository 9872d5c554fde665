package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code specialize export --precision}. */
final class ExportPrecisionTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private Path folder;

    private Path architecture;
    private Path output;

    @BeforeEach
    void writes_an_architecture() {
        architecture = folder.resolve("a.json");
        output = folder.resolve("model.onnx");
        TinySupernet.write(architecture, "{\"ks\":[3,5,7,3],\"e\":[2,3,2,3],\"d\":[2,2],\"r\":16}");
    }

    @Test
    void sixteen_bits_halve_the_file_and_eight_make_it_smaller_still() throws IOException {
        long floats = size("fp32");
        assertThat(size("fp16")).isBetween(floats / 2, floats * 7 / 10);
        assertThat(size("fp16-weights")).isBetween(floats / 2, floats * 8 / 10);
        assertThat(size("int8", "--calibration", "min-max")).isLessThan(floats);
    }

    private long size(String precision, Object... more) throws IOException {
        Launcher.Result result = export(Stream.concat(Stream.of("--precision", precision), Stream.of(more))
                .toArray());
        assertThat(result.code()).as(result.err()).isZero();
        if (!precision.equals("fp32")) {
            assertThat(result.out()).contains("precision " + precision + ", ", "points against fp32");
        }
        return Files.size(output);
    }

    @Test
    void layers_that_are_to_be_kept_are_named_in_the_answer() {
        Launcher.Result result = export("--precision", "int8", "--keep-fp32", "stem,stages.0.blocks.0");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("quantised by percentile on ", "all layers but ", "stages.0.blocks.0, stem");
    }

    @Test
    void a_reduced_range_leaves_weights_seven_bits_as_x86_needs_it() throws IOException {
        assertThat(size("int8")).isPositive();
        assertThat(largestWeight()).isEqualTo(127);
        assertThat(size("int8", "--reduce-range")).isPositive();
        assertThat(largestWeight()).isEqualTo(63);
        assertThat(size("int8", "--platform", "cpu-x86")).isPositive();
        assertThat(largestWeight()).isEqualTo(63);
    }

    /** Of whole numbers; zero points of such weights are 0. */
    private int largestWeight() throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(output)).getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getDataType() == TensorProto.DataType.INT8_VALUE)
                .flatMapToInt(tensor -> bytes(tensor.getRawData().toByteArray()))
                .map(Math::abs)
                .max()
                .orElseThrow();
    }

    private static IntStream bytes(byte... values) {
        return IntStream.range(0, values.length).map(i -> values[i]);
    }

    @Test
    void what_does_not_fit_together_is_refused_and_leaves_no_file() {
        export("--precision", "int4").assertRefused(ExitCode.USAGE, "fp32, fp16-weights, fp16, int8", "'int4'");
        export("--precision", "fp16", "--keep-fp32", "stem")
                .assertRefused(ExitCode.USAGE, "--keep-fp32", "int8", "not for fp16");
        export("--precision", "fp32", "--reduce-range")
                .assertRefused(ExitCode.USAGE, "--reduce-range", "int8", "not for fp32");
        export("--precision", "int8", "--calibration", "mean")
                .assertRefused(ExitCode.USAGE, "min-max, percentile, entropy");
        export("--precision", "int8", "--keep-fp32", "tail")
                .assertRefused(ExitCode.USAGE, "no layer 'tail'", "stages.0.blocks.0");
        assertThat(output).doesNotExist();
    }

    private Launcher.Result export(Object... more) {
        Stream<Object> always =
                Stream.of("export", "--supernet", TINY.folder(), "--architecture", architecture, "--output", output);
        return InProcess.run(Stream.concat(always, Stream.of(more)).toArray());
    }
}
