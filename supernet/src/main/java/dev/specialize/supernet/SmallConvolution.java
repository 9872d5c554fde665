package dev.specialize.supernet;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A convolution of small whole numbers, padded by half its kernel, with its results by the definition. They are exact in
 * float32 in whatever order they are added up, so a difference is an error and no rounding.
 *
 * @param images (count, size, size, inputs)
 * @param kernels (outputs, inputs / groups, kernel, kernel)
 * @param upstream (count, {@link Shape#outputSize}, the same, outputs), the gradient of what comes out
 */
@SuppressWarnings("ArrayRecordComponent") // made once, handed to the engine and compared
record SmallConvolution(Shape shape, float[] images, float[] kernels, float[] upstream) {
    private static final int LARGEST = 3;

    /**
     * What it is on.
     *
     * @param count of images
     * @param groups 1, or as many as channels
     */
    record Shape(int count, int inputs, int outputs, int size, int kernel, int stride, int groups) {
        /** On as many images as libtorch computes by oneDNN also in a single thread. */
        static Shape dense(int inputs, int outputs, int size, int kernel, int stride) {
            return new Shape(16, inputs, outputs, size, kernel, stride, 1);
        }

        static Shape depthwise(int channels, int size, int kernel, int stride) {
            return new Shape(2, channels, channels, size, kernel, stride, channels);
        }

        int padding() {
            return kernel / 2;
        }

        int outputSize() {
            return (size + 2 * padding() - kernel) / stride + 1;
        }

        int inputsOfEach() {
            return inputs / groups;
        }
    }

    /**
     * Its results.
     *
     * @param outputs as {@link SmallConvolution#upstream} is laid out
     * @param ofImages gradient of the images
     * @param ofKernels gradient of the kernels
     */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Results(float[] outputs, float[] ofImages, float[] ofKernels) {
        boolean areThoseOf(Results other) {
            return Arrays.equals(outputs, other.outputs)
                    && Arrays.equals(ofImages, other.ofImages)
                    && Arrays.equals(ofKernels, other.ofKernels);
        }
    }

    static SmallConvolution of(Shape shape) {
        SplittableRandom random = new SplittableRandom(shape.hashCode());
        int out = shape.outputSize();
        return new SmallConvolution(
                shape,
                numbers(random, shape.count * shape.size * shape.size * shape.inputs),
                numbers(random, shape.outputs * shape.inputsOfEach() * shape.kernel * shape.kernel),
                numbers(random, shape.count * out * out * shape.outputs));
    }

    private static float[] numbers(SplittableRandom random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(-LARGEST, LARGEST + 1);
        }
        return numbers;
    }

    Results results() {
        Results sums = new Results(new float[upstream.length], new float[images.length], new float[kernels.length]);
        int out = shape.outputSize();
        for (int image = 0; image < shape.count; image++) {
            for (int y = 0; y < out; y++) {
                for (int x = 0; x < out; x++) {
                    addAt(sums, image, y, x);
                }
            }
        }
        return sums;
    }

    /** What one place of the result has to do with. */
    private void addAt(Results sums, int image, int y, int x) {
        for (int ky = 0; ky < shape.kernel; ky++) {
            int row = y * shape.stride + ky - shape.padding();
            for (int kx = 0; kx < shape.kernel; kx++) {
                int column = x * shape.stride + kx - shape.padding();
                if (row >= 0 && row < shape.size && column >= 0 && column < shape.size) {
                    int from = ((image * shape.size + row) * shape.size + column) * shape.inputs;
                    int to = ((image * shape.outputSize() + y) * shape.outputSize() + x) * shape.outputs;
                    addProducts(sums, from, to, ky * shape.kernel + kx);
                }
            }
        }
    }

    private void addProducts(Results sums, int from, int to, int tap) {
        int each = shape.inputsOfEach();
        int taps = shape.kernel * shape.kernel;
        for (int output = 0; output < shape.outputs; output++) {
            int first = from + output / (shape.outputs / shape.groups) * each;
            for (int input = 0; input < each; input++) {
                int weight = (output * each + input) * taps + tap;
                sums.outputs[to + output] += images[first + input] * kernels[weight];
                sums.ofImages[first + input] += upstream[to + output] * kernels[weight];
                sums.ofKernels[weight] += upstream[to + output] * images[first + input];
            }
        }
    }
}
