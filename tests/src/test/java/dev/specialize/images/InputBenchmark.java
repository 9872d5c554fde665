package dev.specialize.images;

import static dev.specialize.files.BenchmarkOutput.print;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how many training images one thread makes in a second, and how long large folders take to list. */
@Tag("benchmark")
final class InputBenchmark {
    private static final int BATCH = 128;
    private static final long LONG_ENOUGH_NANOS = 2_000_000_000L;
    private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    private static ImageSet images(int size, int channels, int count) {
        byte[] pixels = new byte[count * size * size * channels];
        new SplittableRandom(1).nextBytes(pixels);
        return new ImageSet(size, channels, pixels, new int[count]);
    }

    private static Preprocessing preprocessing(int channels) {
        return channels == 1
                ? new Preprocessing(List.of(0.4f), List.of(0.2f))
                : new Preprocessing(List.of(0.4f, 0.5f, 0.6f), List.of(0.2f, 0.3f, 0.25f));
    }

    private static double imagesPerSecond(ImageSource images, Augmentation augmentation, int resolution) {
        int batch = Math.min(BATCH, images.count());
        BatchStream stream = new BatchStream(images, preprocessing(images.channels()), batch, 1, augmentation);
        long step = 0;
        for (long begin = System.nanoTime(); System.nanoTime() - begin < LONG_ENOUGH_NANOS; step++) {
            stream.batch(step, List.of(resolution));
        }
        long first = step;
        long begin = TIMES.getCurrentThreadCpuTime(); // others may use the machine
        while (TIMES.getCurrentThreadCpuTime() - begin < LONG_ENOUGH_NANOS) {
            stream.batch(step++, List.of(resolution));
        }
        return (step - first) * batch / ((TIMES.getCurrentThreadCpuTime() - begin) / 1e9);
    }

    private static void printRate(String what, double rate) {
        print("%-60s %,12.0f images/s", what, rate);
    }

    @Test
    void small_images() {
        Augmentation usual = new Augmentation(0.125, true);
        for (int channels : new int[] {1, 3}) {
            ImageSet images = images(32, channels, 5_000);
            String kind = channels == 1 ? "grey" : "colour";
            printRate("32 px " + kind + ", shift and mirror, at 32 px", imagesPerSecond(images, usual, 32));
            printRate("32 px " + kind + ", shift and mirror, at 28 px", imagesPerSecond(images, usual, 28));
            printRate("32 px " + kind + ", and cutout", imagesPerSecond(images, usual.withCutout(0.5), 32));
            printRate(
                    "32 px " + kind + ", crops and mirror",
                    imagesPerSecond(images, new Augmentation(0, true).withCrops(0.25), 32));
            printRate("32 px " + kind + ", and colours", imagesPerSecond(images, usual.withColours(0.4, 0.4, 0.4), 32));
            printRate(
                    "32 px " + kind + ", and 2 operations of RandAugment",
                    imagesPerSecond(images, usual.withRandAugment(2, 9), 32));
            printRate(
                    "32 px " + kind + ", all of it",
                    imagesPerSecond(
                            images,
                            usual.withCrops(0.25)
                                    .withColours(0.4, 0.4, 0.4)
                                    .withRandAugment(2, 9)
                                    .withCutout(0.5),
                            32));
        }
    }

    @Test
    void photos() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 64; i++) {
            Path file = folder.resolve("train").resolve(i % 2 == 0 ? "a" : "b").resolve(i + ".jpg");
            Files.createDirectories(file.getParent());
            ImageIO.write(photo(500, 375, random), "jpg", file.toFile());
        }
        Augmentation crops = new Augmentation(0, true).withCrops(0.08);
        Dataset.Settings settings = new Dataset.Settings(224, 3, 1, 1).withAugmentation(crops);
        ImageSource decoded = Dataset.read(folder, settings, note -> {}).train();
        ImageSource files =
                Dataset.read(folder, settings.withCacheBytes(0), note -> {}).train();
        printRate("photos of 500 x 375, decoded each time, crops at 224 px", imagesPerSecond(files, crops, 224));
        printRate("the same from the cache", imagesPerSecond(decoded, crops, 224));
        printRate("the same at 128 px", imagesPerSecond(decoded, crops, 128));
        printRate(
                "the same at 224 px, and 2 operations of RandAugment",
                imagesPerSecond(decoded, crops.withRandAugment(2, 9), 224));
    }

    /** Waves, as photos have, and a little noise. */
    private static BufferedImage photo(int width, int height, SplittableRandom random) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        double wave = 10 + 50 * random.nextDouble();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = (int) (120 + 60 * Math.sin(x / wave) + 50 * Math.cos(y / wave)) + random.nextInt(20);
                image.setRGB(x, y, (value << 16) | ((255 - value) << 8) | ((x + y) % 256));
            }
        }
        return image;
    }

    @Test
    void a_hundred_thousand_files() throws IOException {
        BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
        Path first = Files.createDirectories(folder.resolve("train/c0")).resolve("0.png");
        ImageIO.write(pixel, "png", first.toFile());
        byte[] content = Files.readAllBytes(first);
        for (int i = 0; i < 100_000; i++) {
            Path ofClass = folder.resolve("train/c" + i % 1_000);
            if (i < 1_000) {
                Files.createDirectories(ofClass);
            }
            Files.write(ofClass.resolve(i + ".png"), content);
        }
        long begin = System.nanoTime();
        Dataset data = Dataset.read(folder, new Dataset.Settings(32, 3, 1_000, 1), note -> {});
        double seconds = (System.nanoTime() - begin) / 1e9;
        begin = System.nanoTime();
        String fingerprint = data.train().fingerprint();
        print(
                "%,d files of %,d classes listed and 1,000 decoded in %.2f s, fingerprint %s.. in %.2f s",
                data.train().count() + data.validation().count(),
                data.classes().size(),
                seconds,
                fingerprint.substring(0, 6),
                (System.nanoTime() - begin) / 1e9);
    }

    @Test
    void a_pipeline_of_small_images() {
        ImageSet images = images(32, 3, 5_000);
        BatchStream stream = new BatchStream(images, preprocessing(3), BATCH, 1, new Augmentation(0.125, true));
        for (int threads : new int[] {1, 2}) {
            try (BatchPipeline batches = new BatchPipeline(stream, 0, step -> List.of(32), threads, 4)) {
                IntStream.range(0, 2_000).forEach(step -> batches.next());
                long begin = System.nanoTime();
                IntStream.range(0, 2_000).forEach(step -> batches.next());
                printRate(
                        "32 px colour, pipeline of " + threads + " threads",
                        2_000.0 * BATCH / ((System.nanoTime() - begin) / 1e9));
            }
        }
    }
}
