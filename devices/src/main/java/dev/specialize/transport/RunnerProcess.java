package dev.specialize.transport;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** One life of the native runner on a device. After a failure that leaves in doubt what it does, it is ended. */
final class RunnerProcess implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SIGNAL = 128;
    private static final int KILLED = SIGNAL + 9;

    /** What a runner calls it that another one holds the device. */
    private static final String IN_USE = "in-use";

    private static final String NEEDS =
            "64-bit Linux with glibc 2.28 or newer and libstdc++. Maybe install Debian's libstdc++6, or try a newer"
                    + " system; Android's own C library does not do.";

    private final Link link;
    private final ChildProcess process;
    private final RunnerChannel channel;
    private boolean ended;
    private boolean released;

    private RunnerProcess(Link link, ChildProcess process) {
        this.link = link;
        this.process = process;
        this.channel = new RunnerChannel(process.output(), process.input(), System::nanoTime);
    }

    static RunnerProcess start(Link link, String script) {
        return new RunnerProcess(link, link.start(script));
    }

    /** A request and its answer. */
    @FunctionalInterface
    interface Exchange<T> {
        T with(RunnerChannel channel) throws IOException;
    }

    /**
     * @throws ConnectionLostException if the device is lost
     * @throws DeviceException if the runner failed, hangs or answers nonsense; the message says what to do
     */
    <T> T exchange(Duration limit, Exchange<T> exchange) {
        if (ended) {
            throw new ConnectionLostException("The runner on " + link.name() + " has ended");
        }
        try {
            return process.within(limit, () -> exchange.with(channel));
        } catch (RequestFailedException e) {
            throw e.kind().equals(IN_USE)
                    ? new DeviceInUseException(problem(e), e)
                    : new DeviceException(problem(e), e);
        } catch (MalformedAnswerException e) {
            kill();
            throw new DeviceException(
                    "The runner on " + link.name() + " answered what cannot be: " + e.getMessage()
                            + ". Maybe something else writes to its output.",
                    e);
        } catch (TimeoutException e) {
            kill();
            throw new DeviceException(
                    "The runner on " + link.name() + " did not answer within " + limit.toSeconds()
                            + " s and was ended. Maybe the device is busy, or asleep.",
                    e);
        } catch (InterruptedIOException e) {
            kill();
            throw new DeviceException("Waiting for " + link.name() + " was interrupted", e);
        } catch (IOException e) {
            DeviceException loss = loss(e);
            kill();
            throw loss;
        }
    }

    private String problem(RequestFailedException e) {
        String said = Printable.line(e.getMessage(), 500);
        return switch (e.kind()) {
            case IN_USE -> link.name() + " is in use by another profile (" + said + "). Maybe wait for it to end.";
            case "lock" ->
                "On " + link.name() + " " + said + ". Maybe its file system became read-only, or has no locks.";
            case "cores" -> "On " + link.name() + " " + said + ". Maybe the device has fewer.";
            case "library" -> "ONNX Runtime does not start on " + link.name() + ": " + said + ". It needs " + NEEDS;
            case "model" -> "ONNX Runtime on " + link.name() + " does not take the model: " + said;
            default -> "The runner on " + link.name() + " cannot do it: " + said;
        };
    }

    private DeviceException loss(IOException cause) {
        int status = process.status();
        String errors = process.errors();
        DeviceException loss = link.failure(status, errors).orElseGet(() -> crash(status, errors));
        loss.addSuppressed(cause);
        return loss;
    }

    private DeviceException crash(int status, String errors) {
        if (status == 0) {
            // a runner ends so when it has nobody to listen to any more
            return new ConnectionLostException("The connection to " + link.name() + " was lost");
        }
        String said = Printable.said(errors);
        String runner = "The runner on " + link.name();
        return new DeviceException(
                switch (status) {
                    case NOT_EXECUTABLE ->
                        runner + " may not be executed" + said
                                + ". Maybe its file system is mounted with noexec: let XDG_CACHE_HOME on the device name another.";
                    case NOT_FOUND -> runner + " cannot be started" + said + ". It needs " + NEEDS;
                    case KILLED -> runner + " was killed" + said + ". Maybe the device has too little memory.";
                    default ->
                        runner + " ended"
                                + (status > SIGNAL ? " by signal " + (status - SIGNAL) : " with status " + status)
                                + said + ". Maybe ONNX Runtime does not like this processor or this model.";
                });
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether the runner ended as it was asked to. One that was cut off may hold the device until it notices. */
    boolean hasReleased() {
        return released;
    }

    private void kill() {
        ended = true;
        process.close();
    }

    /** Lets the runner end by itself, so that the device is free when this returns. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            try {
                process.within(FAREWELL, () -> {
                    channel.bye();
                    return true;
                });
                process.status();
                released = true;
            } catch (IOException | TimeoutException gone) {
                // it is ended below
            }
        }
        process.close();
    }
}
