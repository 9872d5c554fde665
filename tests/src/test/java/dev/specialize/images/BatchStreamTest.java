package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchStreamTest {
    /** Twelve images that are their own names. */
    private static final ImageSet IMAGES = images();

    private static final Preprocessing PREPROCESSING = new Preprocessing(List.of(0f), List.of(1f));

    private static ImageSet images() {
        byte[] pixels = new byte[12 * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return new ImageSet(4, 1, pixels, IntStream.range(0, 12).toArray());
    }

    private static BatchStream stream(int batchSize, long seed) {
        return new BatchStream(IMAGES, PREPROCESSING, batchSize, seed, new Augmentation(0.25, true));
    }

    @Test
    void an_epoch_holds_every_image_once() {
        BatchStream stream = stream(4, 1);
        assertThat(stream.stepsPerEpoch()).isEqualTo(3);
        Set<List<Integer>> orders = new HashSet<>();
        for (int epoch = 0; epoch < 5; epoch++) {
            List<Integer> order = IntStream.range(epoch * 3, epoch * 3 + 3)
                    .flatMap(step -> IntStream.of(stream.batch(step, List.of(4)).labels()))
                    .boxed()
                    .toList();
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            orders.add(order);
        }
        assertThat(orders).hasSize(5);
    }

    @Test
    void an_incomplete_batch_is_left_out() {
        BatchStream stream = stream(5, 1);
        assertThat(stream.stepsPerEpoch()).isEqualTo(2);
        assertThat(IntStream.range(0, 2)
                        .flatMap(s -> IntStream.of(stream.batch(s, List.of(4)).labels())))
                .hasSize(10)
                .doesNotHaveDuplicates();
    }

    @Test
    void images_that_no_buffer_holds_are_refused_with_their_size() {
        assertThatThrownBy(() -> stream(12, 1).batch(0, List.of(6_000, 5_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 images at [6000, 5000] px take 2.9 GB");
    }

    @Test
    void a_batch_follows_from_seed_and_step_alone() {
        BatchStream.Batch direct = stream(4, 9).batch(7, List.of(3));
        BatchStream walked = stream(4, 9);
        for (int step = 0; step < 7; step++) {
            walked.batch(step, List.of(4));
        }
        assertThat(walked.batch(7, List.of(3)).images().get(0).array())
                .isEqualTo(direct.images().get(0).array());
        assertThat(stream(4, 10).batch(7, List.of(3)).images().get(0).array())
                .isNotEqualTo(direct.images().get(0).array());
        assertThat(direct.images().get(0).resolution()).isEqualTo(3);
    }

    @Test
    void without_augmentation_pixels_are_those_of_the_image() {
        BatchStream plain = new BatchStream(IMAGES, PREPROCESSING, 4, 2, new Augmentation(0, false));
        BatchStream.Batch batch = plain.batch(1, List.of(4));
        for (int i = 0; i < 4; i++) {
            float[] image = PREPROCESSING.nhwc(IMAGES, batch.labels()[i], 1, 4);
            assertThat(Arrays.copyOfRange(batch.images().get(0).array(), i * 16, i * 16 + 16))
                    .isEqualTo(image);
        }
    }

    @Test
    void all_resolutions_of_a_batch_show_the_same() {
        byte[] pixels = new byte[12 * 16 * 16];
        new SplittableRandom(3).nextBytes(pixels);
        ImageSet images = new ImageSet(16, 1, pixels, IntStream.range(0, 12).toArray());
        Augmentation varied = new Augmentation(0.2, true).withCrops(0.3).withCutout(0.5);
        BatchStream stream = new BatchStream(images, PREPROCESSING, 4, 2, varied);
        BatchStream.Batch batch = stream.batch(5, List.of(32, 16));
        float[] large = batch.images().get(0).array();
        float[] small = batch.images().get(1).array();
        assertThat(small).isEqualTo(stream.batch(5, List.of(16)).images().get(0).array());
        int alike = 0;
        for (int i = 0; i < 4 * 16 * 16; i++) {
            int image = i / 256;
            int at = image * 1024 + i % 256 / 16 * 64 + i % 16 * 2;
            float mean = (large[at] + large[at + 1] + large[at + 32] + large[at + 33]) / 4;
            alike += Math.abs(small[i] - mean) < 0.5 ? 1 : 0;
        }
        assertThat(alike).as("pixels of %d", 4 * 16 * 16).isGreaterThan(4 * 16 * 16 * 4 / 5);
    }

    @Test
    void fewer_images_than_a_batch_are_refused() {
        assertThatThrownBy(() -> stream(13, 1)).hasMessageContaining("13").hasMessageContaining("12 images");
    }
}
