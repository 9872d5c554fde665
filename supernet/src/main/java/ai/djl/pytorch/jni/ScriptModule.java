package ai.djl.pytorch.jni;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/** A TorchScript module whose methods run with gradients on; the engine's own entry point switches them off. */
public final class ScriptModule implements AutoCloseable {
    private final long handle;
    private final boolean isOnGpu;

    /** @param archive a TorchScript archive */
    public ScriptModule(byte[] archive, Device device) {
        isOnGpu = device.isGpu();
        try {
            handle = JniUtils.loadModuleHandle(new ByteArrayInputStream(archive), device, true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a method.
     *
     * @param owner closes the result
     * @param arguments closed here
     */
    public NDArray call(NDManager owner, String method, IValue... arguments) {
        return result(
                method,
                arguments,
                result -> new PtNDArray((PtNDManager) owner, PyTorchLibrary.LIB.iValueToTensor(result)));
    }

    /**
     * Runs a method that returns a list of tensors.
     *
     * @param owner closes the results
     * @param arguments closed here
     */
    public List<NDArray> callAll(NDManager owner, String method, IValue... arguments) {
        return result(
                method,
                arguments,
                result -> Arrays.stream(PyTorchLibrary.LIB.iValueToTensorList(result))
                        .<NDArray>mapToObj(tensor -> new PtNDArray((PtNDManager) owner, tensor))
                        .toList());
    }

    /** Runs a method for what it does to its arguments, which are closed here. */
    public void perform(String method, IValue... arguments) {
        PyTorchLibrary.LIB.torchDeleteIValue(run(method, arguments));
    }

    private <T> T result(String method, IValue[] arguments, LongFunction<T> reading) {
        long result = run(method, arguments);
        try {
            return reading.apply(result);
        } finally {
            PyTorchLibrary.LIB.torchDeleteIValue(result);
        }
    }

    private long run(String method, IValue... arguments) {
        long[] handles = new long[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            handles[i] = arguments[i].getHandle();
        }
        if (isOnGpu) {
            // a thread's setting: kernels would be compiled for each new shape, and every subnet has others
            PyTorchLibrary.LIB.setGraphExecutorOptimize(false);
        }
        try {
            return PyTorchLibrary.LIB.moduleRunMethod(handle, method, handles, true, false);
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    public static IValue tensor(NDArray array) {
        return IValue.from((PtNDArray) array);
    }

    public static IValue tensors(NDArray... arrays) {
        PtNDArray[] copies = new PtNDArray[arrays.length];
        System.arraycopy(arrays, 0, copies, 0, arrays.length);
        return IValue.listFrom(copies);
    }

    @Override
    public void close() {
        PyTorchLibrary.LIB.torchDeleteModule(handle);
    }
}
