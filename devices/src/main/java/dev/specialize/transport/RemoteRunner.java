package dev.specialize.transport;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.DeviceState;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Precision;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.devices.SystemFiles;
import dev.specialize.devices.TimedModel;
import java.util.List;

/** A device that the native runner runs models on. */
final class RemoteRunner implements ModelRunner {
    private static final int WAIT_SECONDS = 5;

    private final Link link;
    private final String script;
    private final Patience patience;
    private final DeviceIdentity identity;
    private final RuntimeSettings runtime;
    private final FilesTogether files = new FilesTogether();
    private RunnerProcess process;

    private RemoteRunner(
            Link link,
            String script,
            Patience patience,
            DeviceIdentity identity,
            RuntimeSettings runtime,
            RunnerProcess process) {
        this.link = link;
        this.script = script;
        this.patience = patience;
        this.identity = identity;
        this.runtime = runtime;
        this.process = process;
    }

    /** Puts the runner onto the device, if it is not there yet, and starts it. */
    static RemoteRunner open(Link link, RunnerOptions options) {
        Deployment deployment = Deployment.to(link);
        return start(link, deployment.script(options, WAIT_SECONDS), deployment.runner(), options, Patience.DEFAULT);
    }

    /**
     * Starts a runner that is there.
     *
     * @param runner by which it is known, see {@link RuntimeSettings#runner}
     */
    static RemoteRunner start(Link link, String script, String runner, RunnerOptions options, Patience patience) {
        RunnerProcess process = RunnerProcess.start(link, script);
        try {
            Hello hello = process.exchange(patience.start(), RunnerChannel::hello);
            DeviceIdentity identity = identity(link, hello, process, patience);
            requireAsAsked(link, options, hello, identity);
            return new RemoteRunner(link, script, patience, identity, settings(hello, runner), process);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static DeviceIdentity identity(Link link, Hello hello, RunnerProcess process, Patience patience) {
        Platform platform = Platform.of(link.name(), hello.system(), hello.machine());
        SystemFiles files = path -> process.exchange(patience.answer(), channel -> channel.read(List.of(path)))
                .get(0);
        return DeviceIdentity.read(files, platform.architecture(), hello.system());
    }

    private static RuntimeSettings settings(Hello hello, String runner) {
        return new RuntimeSettings(
                "onnxruntime", hello.runtime(), "CPU", hello.threads(), Precision.FP32, "ALL_OPT", runner);
    }

    private static void requireAsAsked(Link link, RunnerOptions options, Hello hello, DeviceIdentity identity) {
        Require.that(
                options.threads() <= identity.cores(),
                "threads",
                "must be from 1 to " + identity.cores() + ", the cores of " + link.name(),
                options.threads());
        String cores = options.cores().map(Object::toString).orElse(identity.pinnedCores());
        if (hello.threads() != options.threads() || !identity.pinnedCores().equals(cores)) {
            throw new DeviceException("The runner on " + link.name() + " has " + hello.threads() + " threads on cores "
                    + identity.pinnedCores() + " instead of " + options.threads() + " on " + cores);
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
        return DeviceState.read(
                files.upToDate(paths -> process.exchange(patience.answer(), channel -> channel.read(paths))));
    }

    @Override
    public TimedModel load(byte[] onnx) {
        RunnerProcess holder = process;
        LoadedModel model = holder.exchange(patience.loading(onnx.length), channel -> channel.load(onnx));
        return new RemoteModel(holder, model, patience);
    }

    @Override
    public void renew() {
        process.close();
        boolean released = process.hasReleased();
        process = RunnerProcess.start(link, script);
        try {
            Hello hello = process.exchange(patience.start(), RunnerChannel::hello);
            requireSame(identity, identity(link, hello, process, patience));
            requireSame(runtime, settings(hello, runtime.runner()));
        } catch (DeviceInUseException e) {
            process.close();
            throw heldMeanwhile(e, released);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Whoever that is will end, or leave the device between two processes as this one did; so another try may do. */
    private static ConnectionLostException heldMeanwhile(DeviceInUseException e, boolean released) {
        String who = released
                ? " It came between two processes of this one."
                : " It may be the runner whose connection was lost.";
        return new ConnectionLostException(e.getMessage() + who, e);
    }

    private void requireSame(Object before, Object now) {
        if (!now.equals(before)) {
            throw new DeviceException(link.name() + " is not what it was: " + now + ", not " + before
                    + ". Maybe another device has its address now.");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
