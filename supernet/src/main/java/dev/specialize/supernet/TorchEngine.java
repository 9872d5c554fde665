package dev.specialize.supernet;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptModule;
import ai.djl.util.cuda.CudaUtils;
import dev.specialize.weights.Tensor;
import java.lang.management.MemoryUsage;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** libtorch, started once: its memory, its device and the compiled layer functions. Not thread-safe. */
public final class TorchEngine implements AutoCloseable {
    private final NDManager memory;
    private final DenseConvolution dense;
    private final ScriptModule script;

    private TorchEngine(NDManager memory, DenseConvolution dense) {
        this.memory = memory;
        this.dense = dense;
        script = new ScriptModule(ScriptArchive.of("Layers", dense.layers()), memory.getDevice());
    }

    /** Starts libtorch on the first GPU if there is one, else on the CPU. Nothing is fetched and nothing is reported. */
    public static TorchEngine open() {
        Engine engine = start();
        return on(engine, engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu());
    }

    /**
     * Starts libtorch on the CPU, also where there is a GPU: that rounds what convolutions multiply to ten bits (TF32), which
     * is too coarse to verify by.
     */
    public static TorchEngine openOnCpu() {
        return on(start(), Device.cpu());
    }

    /** As many as are needed: at most one on each GPU; without any, at most as many on the CPU as libtorch has threads. */
    public static TorchEngines openAll() {
        Engine engine = start();
        int gpus = engine.getGpuCount();
        return gpus == 0
                ? TorchEngines.upTo(TorchThreads.count(), number -> on(engine, Device.cpu()))
                : TorchEngines.upTo(gpus, number -> on(engine, Device.gpu(number)));
    }

    static Engine start() {
        System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
        System.setProperty("OPT_OUT_TRACKING", "true");
        return Engine.getEngine("PyTorch");
    }

    /** On the CPU with dense convolutions of one kind, whichever is right there. */
    static TorchEngine openOnCpu(DenseConvolution dense) {
        return new TorchEngine(start().newBaseManager(Device.cpu()), dense);
    }

    private static TorchEngine on(Engine engine, Device device) {
        NDManager memory = engine.newBaseManager(device);
        return new TorchEngine(
                memory, device.isGpu() ? DenseConvolution.DIRECT : DenseConvolution.onThisProcessor(memory));
    }

    /** Such as {@code cpu} or {@code gpu(0)}. */
    public String device() {
        return memory.getDevice().toString();
    }

    /** Whether some of libtorch's convolutions are wrong on this processor: others, which take longer, stand in for them. */
    public boolean avoidsConvolutions() {
        return !dense.equals(DenseConvolution.DIRECT);
    }

    boolean isOnGpu() {
        return memory.getDevice().isGpu();
    }

    /** Such as {@code 2.7.1}. */
    public String version() {
        return memory.getEngine().getVersion();
    }

    /** Bytes that arrays may still take: of the GPU, or of the machine as far as it tells. */
    public long freeBytes() {
        if (isOnGpu()) {
            MemoryUsage usage = CudaUtils.getGpuMemory(memory.getDevice());
            return usage.getMax() - usage.getCommitted();
        }
        return FreeMemory.bytes();
    }

    public NDManager memory() {
        return memory;
    }

    public ScriptModule script() {
        return script;
    }

    /** From here on, until {@link #stopRecording}, this thread's operations can be differentiated. */
    public void startRecording() {
        JniUtils.setGradMode(true);
    }

    /** Ends {@link #startRecording}: operations only compute, and may write to weights in place. */
    public void stopRecording() {
        JniUtils.setGradMode(false);
    }

    /** The values of an array. What the engine makes on the way from a GPU it leaves to the array's owner: here to one that goes. */
    public static float[] download(NDArray array) {
        try (NDManager passing = array.getManager().newSubManager()) {
            NDArray copy = array.duplicate();
            copy.attach(passing);
            return copy.toFloatArray();
        }
    }

    static NDArray upload(NDManager owner, Tensor tensor) {
        long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
        return owner.create(FloatBuffer.wrap(tensor.values()), new Shape(shape));
    }

    /**
     * A batch of images, (N, C, H, W) float32, laid out channels-last: convolutions on CPUs run 1.4 to 1.6 times as fast.
     *
     * @param nhwc (N, H, W, C), row-major
     */
    public static NDArray images(NDManager owner, float[] nhwc, int count, int size, int channels) {
        // not closed before its owner: the engine reads the buffer in place, and the view below would outlive it
        NDArray rows = owner.create(FloatBuffer.wrap(nhwc), new Shape(count, size, size, channels));
        NDArray images = rows.transpose(0, 3, 1, 2);
        images.attach(owner);
        return images;
    }

    /**
     * The same from a buffer, which is read in place if it is a direct one and the engine is on the CPU: it must stay as it is
     * until the owner is closed.
     *
     * @param nhwc float32 in native byte order, (N, H, W, C), row-major
     */
    public static NDArray images(NDManager owner, ByteBuffer nhwc, int count, int size, int channels) {
        NDArray rows = owner.create(nhwc, new Shape(count, size, size, channels), DataType.FLOAT32);
        NDArray images = rows.transpose(0, 3, 1, 2);
        images.attach(owner);
        return images;
    }

    /** The values of such a batch, (N, H, W, C), row-major. */
    static float[] nhwc(NDArray images) {
        return images.transpose(0, 2, 3, 1).toFloatArray();
    }

    @Override
    public void close() {
        script.close();
        memory.close();
    }
}
