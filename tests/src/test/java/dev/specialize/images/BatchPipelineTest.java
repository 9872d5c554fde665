package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.images.BatchStream.Batch;
import dev.specialize.images.BatchStream.Pixels;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchPipelineTest {
    private static final int BATCH = 6;
    private static final Preprocessing PREPROCESSING =
            new Preprocessing(List.of(0.5f, 0.4f, 0.3f), List.of(0.2f, 0.3f, 0.4f));
    private static final ImageSet IMAGES = images();
    private static final Augmentation AUGMENTATION = new Augmentation(0.2, true)
            .withCrops(0.3)
            .withColours(0.3, 0.3, 0.3)
            .withCutout(0.3)
            .withRandAugment(2, 9);

    private static ImageSet images() {
        byte[] pixels = new byte[40 * 10 * 10 * 3];
        new SplittableRandom(8).nextBytes(pixels);
        return new ImageSet(
                10, 3, pixels, IntStream.range(0, 40).map(i -> i % 7).toArray());
    }

    private static BatchStream stream(ImageSource images) {
        return new BatchStream(images, PREPROCESSING, BATCH, 5, AUGMENTATION);
    }

    private static List<Integer> resolutions(long step) {
        int first = 6 + (int) (step % 3) * 3;
        return step % 2 == 0 ? List.of(first) : List.of(first + 1, first);
    }

    @ParameterizedTest(name = "{0} threads, {1} ahead")
    @CsvSource({"1, 1", "1, 4", "3, 2", "4, 9"})
    void batches_are_those_of_their_steps_whatever_the_number_of_threads(int threads, int ahead) {
        BatchStream stream = stream(IMAGES);
        try (BatchPipeline batches = new BatchPipeline(stream, 3, BatchPipelineTest::resolutions, threads, ahead)) {
            for (int step = 3; step < 40; step++) {
                Batch expected = stream(IMAGES).batch(step, resolutions(step));
                Batch actual = batches.next();
                assertThat(actual.images()).extracting(Pixels::resolution).containsExactlyElementsOf(resolutions(step));
                for (int i = 0; i < actual.images().size(); i++) {
                    assertThat(actual.images().get(i).array())
                            .isEqualTo(expected.images().get(i).array());
                }
                assertThat(actual.labels()).isEqualTo(expected.labels());
                assertThat(actual.places()).isEqualTo(expected.places());
            }
        }
    }

    @Test
    void labels_are_those_of_the_places() {
        Batch batch = stream(IMAGES).batch(4, List.of(8));
        assertThat(batch.places()).doesNotHaveDuplicates();
        for (int i = 0; i < BATCH; i++) {
            assertThat(batch.labels()[i]).isEqualTo(batch.places()[i] % 7);
        }
    }

    @Test
    void values_are_direct_native_and_just_as_many_as_the_batch_has() {
        try (BatchPipeline batches = new BatchPipeline(stream(IMAGES), 0, BatchPipelineTest::resolutions, 2, 2)) {
            for (int step = 0; step < 9; step++) {
                for (Pixels pixels : batches.next().images()) {
                    int size = pixels.resolution();
                    assertThat(pixels.values().isDirect()).isTrue();
                    assertThat(pixels.values().order()).isEqualTo(ByteOrder.nativeOrder());
                    assertThat(pixels.values().remaining()).isEqualTo(BATCH * size * size * 3 * Float.BYTES);
                }
            }
        }
    }

    @Test
    void buffers_go_round() {
        Set<int[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        try (BatchPipeline batches = new BatchPipeline(stream(IMAGES), 0, BatchPipelineTest::resolutions, 2, 3)) {
            for (int step = 0; step < 50; step++) {
                seen.add(batches.next().labels());
            }
        }
        assertThat(seen).hasSize(4);
    }

    /** Counts what is asked of it, and answers when it is told to. */
    private static final class SlowImages implements ImageSource {
        private final Semaphore allowed = new Semaphore(0);
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Frame frame(int place) {
            asked.incrementAndGet();
            allowed.acquireUninterruptibly();
            return IMAGES.frame(place);
        }

        @Override
        public int count() {
            return IMAGES.count();
        }

        @Override
        public int size() {
            return IMAGES.size();
        }

        @Override
        public int channels() {
            return IMAGES.channels();
        }

        @Override
        public int label(int place) {
            return IMAGES.label(place);
        }

        @Override
        public ImageSet range(int begin, int count) {
            return IMAGES.range(begin, count);
        }

        @Override
        public String fingerprint() {
            return IMAGES.fingerprint();
        }
    }

    @Test
    void no_more_batches_are_made_ahead_than_were_asked_for() throws InterruptedException {
        SlowImages images = new SlowImages();
        images.allowed.release(1_000);
        try (BatchPipeline batches = new BatchPipeline(stream(images), 0, step -> List.of(8), 2, 3)) {
            int most = 0;
            for (int handedOver = 1; handedOver <= 10; handedOver++) {
                batches.next();
                Thread.sleep(5); // gives the threads the time to do too much
                most = Math.max(most, images.asked.get() - handedOver * BATCH);
            }
            assertThat(most).isBetween(1, 3 * BATCH);
        }
    }

    @Test
    void how_often_the_engine_waits_is_known() throws InterruptedException {
        SlowImages images = new SlowImages();
        Thread engine = Thread.currentThread();
        Thread helper = new Thread(() -> {
            awaitWaiting(engine);
            images.allowed.release(1_000);
        });
        try (BatchPipeline batches = new BatchPipeline(stream(images), 0, step -> List.of(8), 1, 1)) {
            assertThat(batches.shareAwaited()).isZero();
            helper.start();
            batches.next();
            helper.join();
            assertThat(batches.shareAwaited()).isEqualTo(1);
            awaitWaiting(worker()); // it has nothing left to do
            batches.next();
            assertThat(batches.shareAwaited()).isEqualTo(0.5);
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static Thread worker() {
        return workers().findFirst().orElseThrow();
    }

    private static Stream<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("batches"));
    }

    @Test
    void what_goes_wrong_comes_out_at_its_step() {
        try (BatchPipeline batches = new BatchPipeline(stream(IMAGES), 0, step -> List.of(step == 2 ? -1 : 8), 2, 3)) {
            batches.next();
            batches.next();
            assertThatThrownBy(batches::next).isInstanceOf(RuntimeException.class);
            assertThat(batches.next().images().get(0).array())
                    .isEqualTo(
                            stream(IMAGES).batch(3, List.of(8)).images().get(0).array());
        }
    }

    @Test
    void closing_ends_the_threads() throws InterruptedException {
        List<BatchPipeline> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(new BatchPipeline(stream(IMAGES), 0, step -> List.of(8), 2, 3));
            all.get(i).next();
        }
        List<Thread> workers = workers().toList();
        assertThat(workers).isNotEmpty();
        all.forEach(BatchPipeline::close);
        for (Thread worker : workers) {
            worker.join(10_000); // it has left its work, and is about to end
            assertThat(worker.isAlive()).isFalse();
        }
    }

    @Test
    void a_pipeline_without_threads_or_room_is_refused() {
        assertThatThrownBy(() -> new BatchPipeline(stream(IMAGES), 0, step -> List.of(8), 0, 1))
                .hasMessageContaining("at least 1 thread");
        assertThatThrownBy(() -> new BatchPipeline(stream(IMAGES), 0, step -> List.of(8), 1, 0))
                .hasMessageContaining("1 batch ahead");
    }
}
