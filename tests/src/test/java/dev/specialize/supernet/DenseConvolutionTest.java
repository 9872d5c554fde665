package dev.specialize.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptModule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DenseConvolutionTest {
    @Test
    void expected_results_are_those_of_the_definition() {
        SmallConvolution small = new SmallConvolution(
                new SmallConvolution.Shape(1, 1, 1, 3, 3, 2, 1),
                new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
                new float[] {0, 0, 0, 0, 1, 10, 0, 100, 0},
                new float[] {1, 0, 0, 2});

        SmallConvolution.Results results = small.results();

        assertThat(results.outputs()).containsExactly(1 + 20 + 400, 3 + 600, 7 + 80, 9);
        assertThat(results.ofImages()).containsExactly(1, 10, 0, 100, 0, 0, 0, 0, 2);
        assertThat(results.ofKernels()).containsExactly(10, 12, 0, 16, 19, 2, 0, 4, 5);
    }

    @Test
    void a_single_wrong_number_is_noticed() {
        SmallConvolution.Results results =
                SmallConvolution.of(SmallConvolution.Shape.dense(2, 3, 4, 3, 1)).results();
        float[] other = results.outputs().clone();
        other[17]++;

        assertThat(new SmallConvolution.Results(other, results.ofImages(), results.ofKernels()).areThoseOf(results))
                .isFalse();
    }

    static Stream<SmallConvolution.Shape> shapes() {
        return Stream.concat(ConvolutionCheck.POINTWISE.stream(), ConvolutionCheck.SPATIAL.stream());
    }

    static Stream<SmallConvolution.Shape> moreShapes() {
        return Stream.concat(shapes(), Stream.of(SmallConvolution.Shape.dense(1, 5, 6, 7, 1)));
    }

    @ParameterizedTest
    @MethodSource("moreShapes")
    void a_product_of_matrices_is_a_convolution_and_so_are_its_gradients(SmallConvolution.Shape shape) {
        SmallConvolution small = SmallConvolution.of(shape);
        try (TorchEngine engine = TorchEngine.openOnCpu(DenseConvolution.PRODUCT)) {
            assertThat(computed(engine, small).areThoseOf(small.results())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void what_is_chosen_for_this_processor_is_right(SmallConvolution.Shape shape) {
        SmallConvolution small = SmallConvolution.of(shape);
        try (TorchEngine engine = TorchEngine.openOnCpu()) {
            assertThat(computed(engine, small).areThoseOf(small.results())).isTrue();
        }
    }

    /** By the layer function of a convolution that is neither normalised nor activated. */
    private static SmallConvolution.Results computed(TorchEngine engine, SmallConvolution small) {
        SmallConvolution.Shape shape = small.shape();
        try (NDManager pass = engine.memory().newSubManager()) {
            engine.startRecording();
            ConvolutionCheck.Operands operands = ConvolutionCheck.Operands.of(small, pass);
            operands.images().setRequiresGradient(true);
            operands.kernels().setRequiresGradient(true);
            NDArray outputs = engine.script()
                    .call(
                            pass,
                            "convolution",
                            ScriptModule.tensor(operands.images()),
                            ScriptModule.tensors(operands.kernels()),
                            IValue.listFrom(shape.outputs(), shape.stride(), shape.padding(), 0, 0, 0, 0),
                            IValue.from(0.1),
                            IValue.from(1e-5));
            Backward.from(outputs.mul(operands.upstream()).sum());
            engine.stopRecording();
            return new SmallConvolution.Results(
                    TorchEngine.nhwc(outputs),
                    TorchEngine.nhwc(operands.images().getGradient()),
                    operands.kernels().getGradient().toFloatArray());
        }
    }
}
