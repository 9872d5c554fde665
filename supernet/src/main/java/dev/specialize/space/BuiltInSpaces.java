package dev.specialize.space;

import static dev.specialize.space.Activation.H_SWISH;
import static dev.specialize.space.Activation.NONE;
import static dev.specialize.space.Activation.RELU;
import static dev.specialize.space.Activation.RELU6;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The search spaces that need no file. Other classes, channels or widths: {@code withClasses} and its siblings. */
public final class BuiltInSpaces {
    private static final List<Integer> IMAGENET_RESOLUTIONS =
            IntStream.rangeClosed(32, 56).mapToObj(i -> 4 * i).toList();
    private static final List<Integer> DEPTHS = List.of(2, 3, 4);
    private static final List<Integer> KERNELS = List.of(3, 5, 7);
    private static final List<Double> EXPANDS = List.of(3.0, 4.0, 6.0);
    private static final List<Double> BOTTLENECKS = List.of(0.2, 0.25, 0.35);
    private static final double EPSILON = 1e-5;

    private BuiltInSpaces() {}

    public static Stream<SearchSpace> all() {
        return Stream.of(mbv3(), mbv3For32Pixels(), proxyless(), resnet50(), residualFor32Pixels());
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
                IMAGENET_RESOLUTIONS,
                EPSILON,
                stem(16, 2, H_SWISH, 16, RELU),
                List.of(
                        stage(24, 2, RELU, false),
                        stage(40, 2, RELU, true),
                        stage(80, 2, H_SWISH, false),
                        stage(112, 1, H_SWISH, true),
                        stage(160, 2, H_SWISH, true)),
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
                EPSILON,
                stem(16, 1, H_SWISH, 16, RELU),
                List.of(stage(24, 2, RELU, false), stage(40, 2, H_SWISH, true), stage(80, 2, H_SWISH, true)),
                new Head(320, 512, H_SWISH));
    }

    /**
     * The Once-for-All space over ProxylessNAS' widths (arXiv:1812.00332, section 4.2), 1.3 times as wide as its
     * published supernet is. The last stage is one block deep.
     */
    private static SearchSpace proxyless() {
        return new SearchSpace(
                SearchSpace.FORMAT,
                "proxyless",
                3,
                1000,
                1.3,
                IMAGENET_RESOLUTIONS,
                1e-3,
                stem(32, 2, RELU6, 16, RELU6),
                List.of(
                        stage(24, 2, RELU6, false),
                        stage(40, 2, RELU6, false),
                        stage(80, 2, RELU6, false),
                        stage(96, 1, RELU6, false),
                        stage(192, 2, RELU6, false),
                        new Stage(320, 1, RELU6, false, List.of(1), KERNELS, EXPANDS)),
                new Head(1280, 0, RELU6));
    }

    /**
     * The Once-for-All space over residual networks of the 50-D kind (arXiv:1512.03385; its stem and shortcuts after
     * arXiv:1812.01187, section 4.2). The stem is elastic too: its first stage is the strided convolution and, at depth
     * 2, the residual one that can be skipped; its second stage ends in the pooling. The stem's middle widths come twice
     * because 0.65 and 0.8 of 64, halved, round to the same.
     */
    private static SearchSpace resnet50() {
        return new SearchSpace(
                SearchSpace.FORMAT,
                "resnet50",
                3,
                1000,
                1.0,
                IMAGENET_RESOLUTIONS,
                EPSILON,
                List.of(),
                List.of(
                        plain(BlockKind.CONVOLUTION, List.of(24, 24, 32), 2, List.of(1, 2)),
                        plain(BlockKind.POOLED_CONVOLUTION, List.of(40, 48, 64), 1, List.of(1)),
                        bottlenecks(List.of(168, 208, 256), 1, List.of(2, 3, 4)),
                        bottlenecks(List.of(336, 408, 512), 2, List.of(2, 3, 4)),
                        bottlenecks(List.of(664, 816, 1024), 2, List.of(4, 5, 6)),
                        bottlenecks(List.of(1328, 1640, 2048), 2, List.of(2, 3, 4))),
                new Head(0, 0, NONE));
    }

    /**
     * For images of about 32 pixels where dense convolutions are fast: residual networks (arXiv:1512.03385) of 3 x 3
     * convolutions, each past the first of a stage with a shortcut around it. The first stage keeps the resolution, and the
     * last map is 4 x 4 at 32 pixels. Its largest network has 98 million multiply-accumulates at 32 pixels.
     */
    private static SearchSpace residualFor32Pixels() {
        return new SearchSpace(
                SearchSpace.FORMAT,
                "residual-32",
                3,
                10,
                1.0,
                List.of(24, 28, 32),
                EPSILON,
                List.of(),
                List.of(
                        plain(BlockKind.CONVOLUTION, List.of(24, 32), 1, List.of(1, 2)),
                        plain(BlockKind.CONVOLUTION, List.of(40, 48, 64), 2, List.of(2, 3, 4)),
                        plain(BlockKind.CONVOLUTION, List.of(80, 96, 128), 2, List.of(2, 3, 4)),
                        plain(BlockKind.CONVOLUTION, List.of(160, 192, 256), 2, List.of(2, 3))),
                new Head(0, 0, NONE));
    }

    private static List<StemBlock> stem(
            int width, int stride, Activation activation, int firstWidth, Activation first) {
        return List.of(
                new StemBlock("stem", BlockKind.CONVOLUTION, width, stride, activation),
                new StemBlock("first", BlockKind.INVERTED_RESIDUAL, firstWidth, 1, first));
    }

    private static Stage stage(int width, int stride, Activation activation, boolean excite) {
        return new Stage(width, stride, activation, excite, DEPTHS, KERNELS, EXPANDS);
    }

    private static Stage plain(BlockKind kind, List<Integer> widths, int stride, List<Integer> depths) {
        return new Stage(kind, widths, stride, RELU, false, depths, List.of(3), List.of(1.0));
    }

    private static Stage bottlenecks(List<Integer> widths, int stride, List<Integer> depths) {
        return new Stage(BlockKind.BOTTLENECK, widths, stride, RELU, false, depths, List.of(3), BOTTLENECKS);
    }
}
