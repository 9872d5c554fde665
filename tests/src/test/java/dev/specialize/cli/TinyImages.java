package dev.specialize.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Grey noise of 20 x 20 pixels with a bright bar whose place is the class: three classes that are easily told apart. */
final class TinyImages {
    static final List<String> CLASSES = List.of("bottom", "middle", "top");
    static final int SIZE = 20;

    private TinyImages() {}

    /** Writes {@code train|val|test/<class>/*.png}. */
    static Path write(Path root, int trainPerClass, int valPerClass, int testPerClass) {
        split(root.resolve("train"), trainPerClass, 1);
        split(root.resolve("val"), valPerClass, 2);
        split(root.resolve("test"), testPerClass, 3);
        return root;
    }

    private static void split(Path folder, int perClass, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int label = 0; label < CLASSES.size() && perClass > 0; label++) {
            for (int i = 0; i < perClass; i++) {
                write(folder.resolve(CLASSES.get(label)).resolve(i + ".png"), image(label, random));
            }
        }
    }

    private static BufferedImage image(int label, SplittableRandom random) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        int brightFrom = (CLASSES.size() - 1 - label) * SIZE / CLASSES.size();
        for (int y = 0; y < SIZE; y++) {
            boolean bright = y >= brightFrom && y < brightFrom + SIZE / CLASSES.size();
            for (int x = 0; x < SIZE; x++) {
                image.getRaster().setSample(x, y, 0, random.nextInt(bright ? 200 : 120));
            }
        }
        return image;
    }

    private static void write(Path file, BufferedImage image) {
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
