package dev.specialize.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.files.Mutation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunnerChannelTest {
    private static final int MUTANTS = 10_000;
    private static final Sampling THREE = new Sampling(Duration.ZERO, 3, Duration.ofNanos(50));
    private static final long SECOND = 1_000_000_000;

    /** What a runner says in a short life. */
    private static final byte[] ANSWERS = answers();

    @Test
    void answers_are_read_as_the_runner_means_them() throws IOException {
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        Conversation held = converse(ANSWERS, requests);

        assertThat(held.hello()).isEqualTo(new Hello("1.29.0", 2, 77, "Linux", "aarch64"));
        assertThat(held.files()).containsExactly(Optional.of("processor\n"), Optional.empty());
        assertThat(held.model()).isEqualTo(new LoadedModel(5, 2, 3));
        assertThat(held.output()).containsExactly(1.5f, -2f, 0f);
        assertThat(held.samples().nanos()).containsExactly(10.0, 20.0, 30.0);
        assertThat(requests.toString(StandardCharsets.ISO_8859_1))
                .startsWith("hello 1\nread /proc/cpuinfo\nread /proc/none\nload 3\nabcrun 5 8\n")
                .endsWith("time 5 0 3 50\nfree 5\nbye\n");
    }

    /** The other end of a pipe whose reader has ended. */
    private static final class Broken extends OutputStream {
        @Override
        public void write(int value) {
            // the pipe holds it until it is flushed
        }

        @Override
        public void flush() throws IOException {
            throw new IOException("Broken pipe");
        }
    }

    @ParameterizedTest(name = "after \"{0}\"")
    @CsvSource(delimiter = '|', textBlock = """
                    error cores cores 0-9 cannot all be used | cores 0-9 cannot all be used
                    ''                                       | Broken pipe
                    """)
    void a_runner_that_ended_before_it_was_asked_is_heard_out(String last, String message) {
        byte[] said = last.isEmpty() ? new byte[0] : (last + "\n").getBytes(StandardCharsets.US_ASCII);
        RunnerChannel channel = new RunnerChannel(new ByteArrayInputStream(said), new Broken(), System::nanoTime);
        assertThatThrownBy(channel::hello).isInstanceOf(IOException.class).hasMessage(message);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void damaged_answers_are_read_or_refused_and_nothing_else(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = Mutation.of(ANSWERS, random);
            try {
                Conversation held = converse(mutant, OutputStream.nullOutputStream());
                assertThat(held.samples().nanos()).hasSize(3).allMatch(nanos -> nanos > 0 && nanos <= 1.01 * SECOND);
                assertThat(held.output()).hasSize(held.model().outputs());
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage()).hasSizeLessThan(1000);
            }
        }
        assertThat(refused).isBetween(MUTANTS / 2, MUTANTS - 1);
    }

    private record Conversation(
            Hello hello, List<Optional<String>> files, LoadedModel model, List<Float> output, Samples samples) {
        Conversation {
            files = List.copyOf(files);
            output = List.copyOf(output);
        }
    }

    /** A second passes here with every look at the clock. */
    private static Conversation converse(byte[] answers, OutputStream requests) throws IOException {
        AtomicLong clock = new AtomicLong();
        RunnerChannel channel =
                new RunnerChannel(new ByteArrayInputStream(answers), requests, () -> clock.addAndGet(SECOND));
        Hello hello = channel.hello();
        List<Optional<String>> files = channel.read(List.of("/proc/cpuinfo", "/proc/none"));
        LoadedModel model = channel.load("abc".getBytes(StandardCharsets.US_ASCII));
        float[] output = channel.run(model, new float[2]);
        Samples samples = channel.time(model, THREE);
        channel.free(model);
        channel.bye();
        return new Conversation(hello, files, model, boxed(output), samples);
    }

    private static List<Float> boxed(float[] values) {
        Float[] boxes = new Float[values.length];
        for (int i = 0; i < values.length; i++) {
            boxes[i] = values[i];
        }
        return List.of(boxes);
    }

    private static byte[] answers() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                text("ok specialize-runner 1 1.29.0 2 77 Linux aarch64\nok 10\nprocessor\nok 0\nok 5 2 3\nok 12\n"));
        bytes.writeBytes(ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2)
                .putFloat(0)
                .array());
        bytes.writeBytes(text("ok 10 100 200 300\nok\nok\n"));
        return bytes.toByteArray();
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
