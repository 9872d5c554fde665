package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptModule;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Whether libtorch's convolutions are right on this processor. Those of 2.7.1 (oneDNN 3.7.1) were found wrong in a virtual
 * machine on an AMD EPYC of family 26: what 1 x 1 kernels with some numbers of outputs, such as 40, 72, 80 and 112, compute
 * for the last 16 of these or fewer. The gradient of images of one channel, which nothing asks for, is wrong there too.
 */
final class ConvolutionCheck implements AutoCloseable {
    /** As blocks have them, with channels that leave vectors of 8 and of 16 partly empty. */
    static final List<SmallConvolution.Shape> POINTWISE = List.of(
            SmallConvolution.Shape.dense(24, 72, 4, 1, 1),
            SmallConvolution.Shape.dense(33, 65, 7, 1, 1),
            SmallConvolution.Shape.dense(144, 40, 1, 1, 1),
            SmallConvolution.Shape.dense(144, 40, 4, 1, 1),
            SmallConvolution.Shape.dense(33, 65, 7, 1, 2));

    static final List<SmallConvolution.Shape> SPATIAL = List.of(
            SmallConvolution.Shape.dense(3, 16, 8, 3, 1),
            SmallConvolution.Shape.dense(40, 80, 4, 3, 1),
            SmallConvolution.Shape.dense(33, 65, 7, 3, 2),
            SmallConvolution.Shape.dense(1, 16, 6, 3, 1));

    private static final List<SmallConvolution.Shape> DEPTHWISE = List.of(
            SmallConvolution.Shape.depthwise(72, 7, 3, 1),
            SmallConvolution.Shape.depthwise(100, 7, 5, 2),
            SmallConvolution.Shape.depthwise(40, 8, 7, 1));

    private final NDManager memory;
    private final ScriptModule script;

    ConvolutionCheck(NDManager memory) {
        this.memory = memory;
        script = new ScriptModule(
                ScriptArchive.of("Check", ScriptArchive.resource("convolution-check.torchscript")), memory.getDevice());
    }

    /** A convolution as the engine takes it. */
    record Operands(NDArray images, NDArray kernels, NDArray upstream) {
        /** @param owner closes them */
        static Operands of(SmallConvolution small, NDManager owner) {
            SmallConvolution.Shape shape = small.shape();
            int out = shape.outputSize();
            return new Operands(
                    TorchEngine.images(owner, small.images(), shape.count(), shape.size(), shape.inputs()),
                    owner.create(
                            FloatBuffer.wrap(small.kernels()),
                            new Shape(shape.outputs(), shape.inputsOfEach(), shape.kernel(), shape.kernel())),
                    TorchEngine.images(owner, small.upstream(), shape.count(), out, shape.outputs()));
        }
    }

    boolean pointwiseAreRight() {
        return areRight(POINTWISE);
    }

    boolean spatialAreRight() {
        return areRight(SPATIAL);
    }

    boolean depthwiseAreRight() {
        return areRight(DEPTHWISE);
    }

    private boolean areRight(List<SmallConvolution.Shape> shapes) {
        return shapes.stream()
                .map(SmallConvolution::of)
                .allMatch(small -> computed(small).areThoseOf(small.results()));
    }

    private SmallConvolution.Results computed(SmallConvolution small) {
        try (NDManager owner = memory.newSubManager()) {
            Operands operands = Operands.of(small, owner);
            NDArray outputs = script.call(
                    owner,
                    "convolve",
                    ScriptModule.tensor(operands.images),
                    ScriptModule.tensor(operands.kernels),
                    choices(small.shape()));
            List<NDArray> gradients = script.callAll(
                    owner,
                    "differentiate",
                    ScriptModule.tensor(operands.upstream),
                    ScriptModule.tensor(operands.images),
                    ScriptModule.tensor(operands.kernels),
                    choices(small.shape()));
            return new SmallConvolution.Results(
                    TorchEngine.nhwc(outputs),
                    TorchEngine.nhwc(gradients.get(0)),
                    gradients.get(1).toFloatArray());
        }
    }

    private static IValue choices(SmallConvolution.Shape shape) {
        return IValue.listFrom((long) shape.stride(), (long) shape.padding(), (long) shape.groups());
    }

    @Override
    public void close() {
        script.close();
    }
}
