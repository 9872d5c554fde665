package dev.specialize.images;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are decoded when they are asked for. */
class FolderImagesTest {
    private static final int SIZE = 8;
    private static final int STRIDE = SIZE * SIZE * 3;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    /** Each of one colour, which tells class and number. */
    private void fill(String name, int label, int count, int width, int height) throws IOException {
        Path ofClass = Files.createDirectories(folder.resolve("train").resolve(name));
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            for (int p = 0; p < width * height; p++) {
                image.setRGB(p % width, p / width, ((label * 100) << 16) | i);
            }
            ImageIO.write(image, "png", ofClass.resolve(i + ".png").toFile());
        }
    }

    private void twoClasses(int count) throws IOException {
        fill("ant", 0, count, 12, 10);
        fill("zebra", 1, count, 12, 10);
    }

    private static Dataset.Settings settings() {
        return new Dataset.Settings(SIZE, 3, 1, 5);
    }

    private Dataset read(Dataset.Settings settings) {
        return Dataset.read(folder, settings, warnings::add);
    }

    private static List<byte[]> frames(ImageSource images) {
        return IntStream.range(0, images.count())
                .mapToObj(images::frame)
                .map(frame -> Arrays.copyOfRange(
                        frame.pixels(), frame.offset(), frame.offset() + frame.width() * frame.height() * 3))
                .toList();
    }

    /** A file that begins like an image: only decoding shows that it is none. */
    private static void damage(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, 40));
    }

    private Path file(int red, int blue) {
        return folder.resolve("train").resolve(red == 0 ? "ant" : "zebra").resolve(blue + ".png");
    }

    @ParameterizedTest(name = "room for {0} images")
    @ValueSource(ints = {0, 1, 7, 1_000})
    void pixels_are_the_same_whatever_the_room(int images) throws IOException {
        twoClasses(10);
        ImageSource whole = read(settings()).train();
        ImageSource little =
                read(settings().withCacheBytes(images * 2L * STRIDE)).train();
        for (int pass = 0; pass < 2; pass++) {
            assertThat(frames(little)).containsExactlyElementsOf(frames(whole));
        }
        assertThat(little.fingerprint()).isEqualTo(whole.fingerprint());
        for (int i = 0; i < whole.count(); i++) {
            assertThat(whole.frame(i).pixels()[0] & 0xff).isEqualTo(100 * whole.label(i));
        }
    }

    @Test
    void what_was_decoded_first_stays_and_the_room_is_kept() {
        FrameCache cache = new FrameCache(10, 3 * FrameCache.bytes(STRIDE));
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 9; i >= 0; i--) {
                cache.offer(i, new Frame(new byte[STRIDE], 0, SIZE, SIZE));
            }
        }
        assertThat(IntStream.range(0, 10).filter(i -> cache.get(i).isPresent())).containsExactly(7, 8, 9);
        assertThat(cache.bytes()).isEqualTo(3 * FrameCache.bytes(STRIDE));
    }

    @Test
    void a_cache_that_many_threads_fill_is_never_too_large() {
        FrameCache cache = new FrameCache(1_000, 100 * FrameCache.bytes(STRIDE));
        IntStream.range(0, 20_000)
                .parallel()
                .forEach(i -> cache.offer(i % 1_000, new Frame(new byte[STRIDE], 0, SIZE, SIZE)));
        long kept =
                IntStream.range(0, 1_000).filter(i -> cache.get(i).isPresent()).count();
        assertThat(kept).isBetween(1L, 100L);
        assertThat(cache.bytes()).isEqualTo(kept * FrameCache.bytes(STRIDE));
    }

    @Test
    void nothing_of_training_is_decoded_before_it_is_asked_for() throws IOException {
        twoClasses(10);
        ImageSource train = read(settings()).train();
        for (int i = 0; i < 10; i++) {
            Files.delete(file(0, i));
            Files.delete(file(1, i));
        }
        assertThat(train.count()).isEqualTo(19);
        assertThatThrownBy(() -> train.frame(0)).hasMessageContaining("Cannot read");
    }

    @Test
    void in_the_place_of_a_damaged_image_stands_the_next_of_its_class() throws IOException {
        twoClasses(60);
        ImageSource sound = read(settings()).train();
        List<byte[]> before = frames(sound);
        int place = 17;
        Path broken = file(before.get(place)[0] & 0xff, before.get(place)[2]);
        damage(broken);
        ImageSource damaged = read(settings()).train();
        assertThat(warnings).isEmpty();
        for (int pass = 0; pass < 2; pass++) {
            List<byte[]> after = frames(damaged);
            int next = IntStream.range(place + 1, sound.count())
                    .filter(i -> sound.label(i) == sound.label(place))
                    .findFirst()
                    .orElseThrow();
            assertThat(after.get(place)).isEqualTo(before.get(next));
            for (int i = 0; i < sound.count(); i++) {
                if (i != place) {
                    assertThat(after.get(i)).isEqualTo(before.get(i));
                }
            }
        }
        assertThat(damaged.labels()).isEqualTo(sound.labels());
        assertThat(warnings).singleElement().asString().contains(broken.toString(), "another one of its class");
    }

    @Test
    void too_many_damaged_images_are_an_error_when_they_are_found() throws IOException {
        twoClasses(60);
        for (int i = 10; i < 13; i++) {
            damage(file(0, i));
        }
        ImageSource train = read(settings()).train();
        assertThatThrownBy(() -> frames(train))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("2 of 120 images are unreadable")
                .hasMessageContaining("Maybe");
    }

    @Test
    void no_more_than_ten_damaged_images_are_named() throws IOException {
        twoClasses(700);
        for (int i = 0; i < 13; i++) {
            damage(file(0, i));
        }
        ImageSource train = read(settings()).train();
        frames(train);
        assertThat(warnings).hasSize(10).allMatch(warning -> warning.contains("unreadable image"));
    }

    @Test
    void damaged_images_that_are_to_be_evaluated_are_left_out_at_once() throws IOException {
        twoClasses(60);
        Files.move(folder.resolve("train"), folder.resolve("val"));
        twoClasses(5);
        damage(folder.resolve("val/ant/7.png"));
        Dataset data = read(settings());
        assertThat(data.validation().count()).isEqualTo(119);
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(1)).contains("1 of 120 images");
    }

    @Test
    void a_class_of_damaged_images_is_named_when_one_is_asked_for() throws IOException {
        fill("ant", 0, 300, 3, 3);
        fill("zebra", 1, 1, 3, 3);
        damage(file(1, 0));
        ImageSource train = read(settings()).train();
        int zebra = IntStream.range(0, train.count())
                .filter(i -> train.label(i) == 1)
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> train.frame(zebra))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("zebra")
                .hasMessageContaining("no readable image of this class");
    }

    @Test
    void many_threads_see_what_one_sees() throws IOException {
        twoClasses(60);
        damage(file(0, 3));
        List<byte[]> alone = frames(read(settings()).train());
        ImageSource shared = read(settings().withCacheBytes(20 * STRIDE)).train();
        List<byte[]> together = IntStream.range(0, 10 * shared.count())
                .parallel()
                .mapToObj(i -> shared.frame(i % shared.count()).pixels())
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i % alone.size()));
        }
        assertThat(warnings).hasSize(2);
    }

    @Test
    void the_fingerprint_changes_with_files_and_settings_alone() throws IOException {
        twoClasses(10);
        String print = read(settings()).train().fingerprint();
        assertThat(read(settings().withCacheBytes(0)).train().fingerprint()).isEqualTo(print);
        assertThat(read(settings().withAugmentation(new Augmentation(0.1, true)))
                        .train()
                        .fingerprint())
                .isEqualTo(print);
        assertThat(read(settings().withAugmentation(Augmentation.NONE.withCrops(0.5)))
                        .train()
                        .fingerprint())
                .isNotEqualTo(print);
        assertThat(read(new Dataset.Settings(SIZE, 1, 1, 5)).train().fingerprint())
                .isNotEqualTo(print);
        assertThat(read(new Dataset.Settings(SIZE, 3, 1, 6)).train().fingerprint())
                .isNotEqualTo(print);
        byte[] content = Files.readAllBytes(file(1, 4));
        Files.write(file(1, 4), Files.readAllBytes(file(1, 5)));
        assertThat(read(settings()).train().fingerprint()).isNotEqualTo(print);
        Files.write(file(1, 4), content);
        assertThat(read(settings()).train().fingerprint()).isEqualTo(print);
        Files.move(file(1, 4), file(1, 40));
        assertThat(read(settings()).train().fingerprint()).isNotEqualTo(print);
    }

    private static Set<List<Byte>> colours(ImageSource images) {
        return frames(images).stream().map(frame -> List.of(frame[0], frame[2])).collect(toSet());
    }

    private Dataset readWith(long seed) {
        return read(new Dataset.Settings(SIZE, 3, 10, seed));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void one_file_more_leaves_the_images_set_aside_as_they_are(long seed) throws IOException {
        twoClasses(40);
        Path first = file(0, 0);
        Path away = Files.move(first, folder.resolve("away.png"));
        Set<List<Byte>> before = colours(readWith(seed).validation());
        Files.move(away, first);
        Set<List<Byte>> after = colours(readWith(seed).validation());
        assertThat(after).hasSize(10);
        assertThat(before.stream().filter(colour -> !after.contains(colour)))
                .as("no longer set aside")
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothing_that_was_trained_on_is_set_aside_when_a_folder_has_grown(long seed) throws IOException {
        twoClasses(40);
        Set<List<Byte>> trained = colours(readWith(seed).train());
        twoClasses(80);
        assertThat(colours(readWith(seed).validation())).hasSize(10).doesNotContainAnyElementsOf(trained);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_fifth_that_is_set_aside_stays_so_when_a_folder_has_grown(long seed) throws IOException {
        Dataset.Settings unlimited = new Dataset.Settings(SIZE, 3, 1_000, seed);
        twoClasses(60);
        Dataset small = read(unlimited);
        Set<List<Byte>> trained = colours(small.train());
        Set<List<Byte>> aside = colours(small.validation());
        assertThat(aside).hasSizeBetween(12, 36);
        twoClasses(120);
        assertThat(colours(read(unlimited).validation()))
                .hasSizeBetween(24, 72)
                .containsAll(aside)
                .doesNotContainAnyElementsOf(trained);
    }

    @Test
    void crops_are_cut_from_whole_photos_that_are_not_enlarged() throws IOException {
        fill("ant", 0, 5, 40, 30);
        fill("zebra", 1, 5, 9, 30);
        fill("bee", 0, 5, 100, 20);
        Dataset.Settings crops = settings().withAugmentation(Augmentation.NONE.withCrops(0.5));
        Dataset data = read(crops);
        assertThat(data.train().size()).isEqualTo(10);
        assertThat(data.train().evaluatedSize()).isEqualTo(SIZE);
        for (int i = 0; i < data.train().count(); i++) {
            Frame frame = data.train().frame(i);
            switch (data.classes().get(data.train().label(i))) {
                case "ant" -> assertThat(List.of(frame.width(), frame.height())).containsExactly(13, 10);
                case "bee" ->
                    assertThat(List.of(frame.width(), frame.height()))
                            .as("a panorama")
                            .containsExactly(20, 10);
                default ->
                    assertThat(List.of(frame.width(), frame.height()))
                            .as("less than is kept")
                            .containsExactly(9, 18);
            }
        }
        // evaluation sees them as if nothing was cropped
        ImageSet seen = data.train().range(2, 3);
        assertThat(seen.size()).isEqualTo(SIZE);
        assertThat(seen.pixels()).isEqualTo(read(settings()).train().range(2, 3).pixels());
        assertThat(data.validation().size()).isEqualTo(SIZE);
    }

    @Test
    void frames_that_are_no_squares_are_evaluated_in_their_middle() throws IOException {
        fill("ant", 0, 3, 12, 10);
        fill("zebra", 1, 3, 12, 10);
        Dataset.Settings crops = settings().withAugmentation(Augmentation.NONE.withCrops(0.5));
        ImageSource train = read(crops).train();
        Preprocessing plain = new Preprocessing(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
        float[] values = plain.nhwc(train, 0, train.count(), 6);
        for (int i = 0; i < values.length; i++) {
            int image = i / (6 * 6 * 3);
            int expected = train.frame(image).pixels()[i % 3] & 0xff; // of one colour
            assertThat(Math.round(values[i] * 255)).isEqualTo(expected);
        }
    }
}
