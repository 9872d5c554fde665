package dev.specialize.transport;

import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.SystemFiles;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The protocol of the native runner, seen from here: requests go out, answers come in; {@code runner.c} lists them. Every
 * method throws an {@link IOException} if the runner is gone, {@link MalformedAnswerException} if it answers nonsense, and
 * {@link RequestFailedException} if it says that it could not.
 */
final class RunnerChannel {
    private static final int PROTOCOL = 1;
    private static final String NAME = "specialize-runner";

    /** The runner's own bounds. */
    static final int MOST_SAMPLES = 4096;

    private static final int MOST_MODELS = 64;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_VALUES = 1 << 28;
    private static final int MOST_RUNS = 1_000_000_000;

    /** Clocks of two machines need not run equally fast. */
    private static final double CLOCK_TOLERANCE = 1.01;

    private final InputStream in;
    private final OutputStream out;
    private final LongSupplier clockNanos;

    /** @param clockNanos that runs on while the runner works */
    RunnerChannel(InputStream in, OutputStream out, LongSupplier clockNanos) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.out = out;
        this.clockNanos = clockNanos;
    }

    Hello hello() throws IOException {
        Answer answer = ask("hello " + PROTOCOL).of(7);
        if (!answer.words().get(0).equals(NAME) || answer.number(1, PROTOCOL, PROTOCOL) != PROTOCOL) {
            throw new MalformedAnswerException("'" + answer + "'");
        }
        try {
            return new Hello(
                    answer.words().get(2),
                    (int) answer.number(3, 1, Integer.MAX_VALUE),
                    answer.number(4, 1, Integer.MAX_VALUE),
                    answer.words().get(5),
                    answer.words().get(6));
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswerException(e.getMessage());
        }
    }

    /** Files that describe the device; empty ones are as good as none. */
    List<Optional<String>> read(List<String> paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        paths.forEach(path -> requests.append("read ").append(path).append('\n'));
        send(requests.toString());
        out.flush();
        List<Optional<String>> texts = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            texts.add(text());
        }
        return texts;
    }

    private Optional<String> text() throws IOException {
        byte[] bytes = bytes((int) Answer.read(in).of(1).number(0, 0, SystemFiles.MOST_BYTES));
        return Optional.of(new String(bytes, StandardCharsets.UTF_8)).filter(text -> !text.isEmpty());
    }

    LoadedModel load(byte[] onnx) throws IOException {
        send("load " + onnx.length + "\n");
        out.write(onnx);
        Answer answer = answer().of(3);
        return new LoadedModel((int) answer.number(0, 0, MOST_MODELS - 1), (int) answer.number(1, 1, MOST_VALUES), (int)
                answer.number(2, 1, MOST_VALUES));
    }

    float[] run(LoadedModel model, float[] input) throws IOException {
        ByteBuffer values = ByteBuffer.allocate(Math.multiplyExact(input.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        values.asFloatBuffer().put(input);
        send("run " + model.number() + " " + values.capacity() + "\n");
        out.write(values.array());
        long expected = (long) model.outputs() * Float.BYTES;
        byte[] output = bytes((int) answer().of(1).number(0, expected, expected));
        float[] result = new float[model.outputs()];
        ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(result);
        return result;
    }

    Samples time(LoadedModel model, Sampling sampling) throws IOException {
        long start = clockNanos.getAsLong();
        Answer answer = ask("time " + model.number() + " " + sampling.warmUp().toNanos() + " " + sampling.samples()
                        + " " + sampling.burst().toNanos())
                .of(1 + sampling.samples());
        double passed = CLOCK_TOLERANCE * (clockNanos.getAsLong() - start);
        long runs = answer.number(0, 1, MOST_RUNS);
        List<Double> nanos = new ArrayList<>();
        double total = 0;
        for (int i = 1; i <= sampling.samples(); i++) {
            long burst = answer.number(i, 1, LONGEST.toNanos() * 1000);
            total += burst;
            nanos.add((double) burst / runs);
        }
        if (total > passed) {
            throw new MalformedAnswerException(
                    "that " + (long) total + " ns passed, while " + (long) passed + " ns passed here");
        }
        return new Samples(nanos);
    }

    /** @throws IllegalArgumentException if the runner would not take it */
    static void requireWithinBounds(Sampling sampling) {
        Require.that(
                sampling.samples() <= MOST_SAMPLES, "samples", "must be at most " + MOST_SAMPLES, sampling.samples());
        Require.that(
                sampling.warmUp().compareTo(LONGEST) <= 0, "warmUp", "must be at most " + LONGEST, sampling.warmUp());
        Require.that(sampling.burst().compareTo(LONGEST) <= 0, "burst", "must be at most " + LONGEST, sampling.burst());
    }

    void free(LoadedModel model) throws IOException {
        ask("free " + model.number()).of(0);
    }

    void bye() throws IOException {
        ask("bye").of(0);
    }

    private Answer ask(String request) throws IOException {
        send(request + "\n");
        return answer();
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Answer answer() throws IOException {
        try {
            out.flush();
        } catch (IOException gone) {
            return lastWords(gone);
        }
        return Answer.read(in);
    }

    /** A runner that cannot start says why and ends, perhaps before it was asked anything. */
    private Answer lastWords(IOException gone) throws IOException {
        try {
            return Answer.read(in);
        } catch (EOFException nothing) {
            gone.addSuppressed(nothing);
            throw gone;
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }
}
