package dev.specialize.weights;

import java.util.List;

/**
 * Elastic kernels (arXiv:1908.09791, section 3.3): the k x k kernel is M * flatten(centre crop of the (k+2) x (k+2)
 * kernel), with one matrix M for each step, shared by all channels of a layer.
 */
final class KernelTransform {
    private KernelTransform() {}

    /** Name of the matrix that makes kernels of {@code size} from the next larger ones, below its layer. */
    static String matrixName(int size) {
        return "depthwise." + (size + 2) + "to" + size;
    }

    /**
     * One step down.
     *
     * @param kernels (channels, 1, k+2, k+2)
     * @param matrix (k*k, k*k)
     * @return (channels, 1, k, k)
     */
    static Tensor shrink(Tensor kernels, Tensor matrix) {
        int channels = kernels.shape().get(0);
        int larger = kernels.shape().get(2);
        int size = larger - 2;
        int area = size * size;
        float[] out = new float[channels * area];
        float[] crop = new float[area];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < size; y++) {
                int from = (c * larger + y + 1) * larger + 1;
                System.arraycopy(kernels.values(), from, crop, y * size, size);
            }
            for (int i = 0; i < area; i++) {
                out[c * area + i] = dot(matrix.values(), i * area, crop);
            }
        }
        return new Tensor(List.of(channels, 1, size, size), out);
    }

    /**
     * Square kernels in another size: their centre, or themselves with zeros around, which with "same" padding compute what
     * they did (parameter remapping, arXiv:2001.02525).
     *
     * @param kernels (outputs, inputs, k, k), k odd
     * @param size odd
     * @return (outputs, inputs, size, size)
     */
    static Tensor resized(Tensor kernels, int size) {
        int old = kernels.shape().get(2);
        if (old == size) {
            return kernels;
        }
        int common = Math.min(old, size);
        int planes = kernels.shape().get(0) * kernels.shape().get(1);
        float[] out = new float[planes * size * size];
        for (int row = 0; row < planes * common; row++) {
            int plane = row / common;
            int from = (plane * old + row % common + (old - common) / 2) * old + (old - common) / 2;
            int to = (plane * size + row % common + (size - common) / 2) * size + (size - common) / 2;
            System.arraycopy(kernels.values(), from, out, to, common);
        }
        return new Tensor(List.of(kernels.shape().get(0), kernels.shape().get(1), size, size), out);
    }

    private static float dot(float[] matrix, int row, float[] vector) {
        float sum = 0;
        for (int j = 0; j < vector.length; j++) {
            sum += matrix[row + j] * vector[j];
        }
        return sum;
    }
}
