package dev.specialize.devices;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

/**
 * This machine, with ONNX Runtime on its processor: operators run one after the other, the graph fully optimised.
 *
 * <p>ONNX Runtime 1.29 writes a device id under the user's cache folder when its environment is created, which is before
 * {@code setTelemetry(false)} can be called; only {@code ORT_DISABLE_TELEMETRY=1} in the environment of the process
 * prevents that.
 */
public final class LocalRunner implements ModelRunner {
    private static final OptLevel OPTIMISATION = OptLevel.ALL_OPT;

    private final OrtEnvironment environment;
    private final DeviceIdentity identity;
    private final RuntimeSettings runtime;

    private LocalRunner(OrtEnvironment environment, DeviceIdentity identity, int threads) {
        this.environment = environment;
        this.identity = identity;
        this.runtime = new RuntimeSettings(
                "onnxruntime",
                environment.getVersion(),
                "CPU",
                threads,
                Precision.FP32,
                OPTIMISATION.name(),
                "in-process " + OnnxRuntimeLibrary.localChecksum());
    }

    /**
     * @param threads that one operator may use, at most the number of cores
     * @throws DeviceException if ONNX Runtime does not run here
     */
    public static LocalRunner withThreads(int threads) {
        DeviceIdentity identity = DeviceIdentity.local();
        Require.that(
                threads >= 1 && threads <= identity.cores(),
                "threads",
                "must be from 1 to " + identity.cores(),
                threads);
        return new LocalRunner(environment(identity), identity, threads);
    }

    private static OrtEnvironment environment(DeviceIdentity identity) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException | LinkageError e) {
            throw new DeviceException("ONNX Runtime does not run on " + identity + ": " + e.getMessage(), e);
        }
    }

    @Override
    public DeviceIdentity identity() {
        return identity;
    }

    @Override
    public RuntimeSettings runtime() {
        return runtime;
    }

    @Override
    public DeviceState state() {
        return DeviceState.read(SystemFiles.LOCAL);
    }

    @Override
    public TimedModel load(byte[] onnx) {
        try (SessionOptions options = options()) {
            return LocalModel.of(environment, environment.createSession(onnx, options));
        } catch (OrtException e) {
            throw new DeviceException(
                    "ONNX Runtime " + runtime.version() + " does not take the model: " + e.getMessage(), e);
        }
    }

    /** Nothing: models run in this program's own process. */
    @Override
    public void renew() {}

    /** Holds nothing: the environment is one for the whole process. */
    @Override
    public void close() {}

    private SessionOptions options() throws OrtException {
        SessionOptions options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(OPTIMISATION);
        options.setExecutionMode(ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(runtime.threads());
        options.setInterOpNumThreads(1);
        return options;
    }
}
