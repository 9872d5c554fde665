package dev.specialize.transport;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that this one started and talks to. Nothing waits for it longer than it says: what reads and writes is on a
 * thread of its own, because a pipe can stay silent for ever, and even after its program was killed.
 */
final class ChildProcess implements AutoCloseable {
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final int LONGEST_ERRORS = 4096;

    private final Process process;
    private final OutputStream input;
    private final ExecutorService exchanges;
    private final StringBuilder errors = new StringBuilder();
    private final Thread errorReader;

    private ChildProcess(Process process) {
        this.process = process;
        this.input = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
        this.exchanges = Executors.newSingleThreadExecutor(work -> daemon(work, "exchange"));
        this.errorReader = daemon(this::readErrors, "errors");
        errorReader.start();
    }

    /** @throws IOException if there is no such program */
    static ChildProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start());
    }

    private Thread daemon(Runnable work, String what) {
        Thread thread = new Thread(work, what + " of process " + process.pid());
        thread.setDaemon(true);
        return thread;
    }

    /** What the program reads; buffered. */
    OutputStream input() {
        return input;
    }

    /** What the program writes. */
    InputStream output() {
        return process.getInputStream();
    }

    /**
     * Reads and writes, but not for longer than {@code limit}; the program is ended then.
     *
     * @throws TimeoutException if it took longer
     * @throws IOException if the exchange failed
     */
    <T> T within(Duration limit, Callable<T> exchange) throws IOException, TimeoutException {
        Future<T> result = exchanges.submit(exchange);
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close();
            throw e;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            InterruptedIOException interruption = new InterruptedIOException("interrupted");
            interruption.initCause(e);
            throw interruption;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /** Its exit status; one that does not end by itself is ended. */
    int status() {
        try {
            if (!process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
                process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS);
            }
            errorReader.join(ENDING.toMillis());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
        }
        return process.isAlive() ? -1 : process.exitValue();
    }

    /** The last that it wrote to its standard error, on one line. */
    String errors() {
        synchronized (errors) {
            return Printable.lastOf(errors.toString(), LONGEST_ERRORS);
        }
    }

    private void readErrors() {
        byte[] part = new byte[LONGEST_ERRORS];
        try (InputStream in = process.getErrorStream()) {
            for (int length; (length = in.read(part)) >= 0; ) {
                String text = new String(part, 0, length, StandardCharsets.UTF_8);
                synchronized (errors) {
                    errors.append(text);
                    errors.delete(0, Math.max(0, errors.length() - LONGEST_ERRORS));
                }
            }
        } catch (IOException ended) {
            // nothing more is to be had
        }
    }

    /** Ends the program, and those that it started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exchanges.shutdownNow();
    }
}
