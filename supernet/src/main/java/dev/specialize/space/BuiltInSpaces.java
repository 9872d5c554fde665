package dev.specialize.space;

import static dev.specialize.space.Activation.H_SWISH;
import static dev.specialize.space.Activation.RELU;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The search spaces that need no file. Other classes, channels or widths: {@code withClasses} and its siblings. */
public final class BuiltInSpaces {
    private static final List<Integer> KERNELS = List.of(3, 5, 7);
    private static final List<Double> EXPANDS = List.of(3.0, 4.0, 6.0);

    private BuiltInSpaces() {}

    public static Stream<SearchSpace> all() {
        return Stream.of(mbv3(), mbv3For32Pixels());
    }

    public static Optional<SearchSpace> named(String name) {
        return all().filter(s -> s.name().equals(name)).findFirst();
    }

    /** The Once-for-All MobileNetV3 space (arXiv:1908.09791, section 4.1) for ImageNet. */
    private static SearchSpace mbv3() {
        return new SearchSpace(
                SearchSpace.FORMAT,
                "mbv3",
                3,
                1000,
                1.0,
                IntStream.rangeClosed(32, 56).mapToObj(i -> 4 * i).toList(),
                new Stem(16, 2, H_SWISH),
                new FirstBlock(16, 1, RELU),
                List.of(
                        stage(24, 2, RELU, false, List.of(2, 3, 4)),
                        stage(40, 2, RELU, true, List.of(2, 3, 4)),
                        stage(80, 2, H_SWISH, false, List.of(2, 3, 4)),
                        stage(112, 1, H_SWISH, true, List.of(2, 3, 4)),
                        stage(160, 2, H_SWISH, true, List.of(2, 3, 4))),
                new Head(960, 1280, H_SWISH));
    }

    /**
     * Its sibling for images of about 32 pixels: the stem keeps the resolution, and the last map is 4 x 4 at 32 pixels.
     * Its largest network has 30 million multiply-accumulates at 32 pixels.
     */
    private static SearchSpace mbv3For32Pixels() {
        return new SearchSpace(
                SearchSpace.FORMAT,
                "mbv3-32",
                3,
                10,
                1.0,
                List.of(24, 28, 32),
                new Stem(16, 1, H_SWISH),
                new FirstBlock(16, 1, RELU),
                List.of(
                        stage(24, 2, RELU, false, List.of(2, 3, 4)),
                        stage(40, 2, H_SWISH, true, List.of(2, 3, 4)),
                        stage(80, 2, H_SWISH, true, List.of(2, 3, 4))),
                new Head(320, 512, H_SWISH));
    }

    private static Stage stage(int width, int stride, Activation activation, boolean excite, List<Integer> depths) {
        return new Stage(width, stride, activation, excite, depths, KERNELS, EXPANDS);
    }
}
