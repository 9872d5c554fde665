package dev.specialize.predictor;

import java.util.Arrays;

/** Runs a {@link Perceptron}, in buffers of its own: for one thread. */
final class PerceptronRun {
    /** Rows that one pass adds: with exactly these, each in an array of its own, the compiler uses vector instructions. */
    private static final int ROWS_AT_ONCE = 4;

    private final Perceptron perceptron;
    /** (hidden layer, output): before and after ReLU. */
    private final float[][] hidden;
    /** (hidden layer, output): the derivative of the perceptron's output by its value before ReLU. */
    private final float[][] slopes;
    /** Indices of the inputs above 0, and room to fill the last pass. */
    private final int[] active;

    private final float[] activations;

    PerceptronRun(Perceptron perceptron) {
        this.perceptron = perceptron;
        this.hidden = new float[perceptron.hiddenLayers()][];
        this.slopes = new float[hidden.length][];
        int widest = 0;
        for (int layer = 0; layer < hidden.length; layer++) {
            hidden[layer] = new float[perceptron.width(layer)];
            slopes[layer] = new float[perceptron.width(layer)];
            widest = Math.max(widest, perceptron.width(layer));
        }
        this.active = new int[widest + ROWS_AT_ONCE];
        this.activations = new float[widest + ROWS_AT_ONCE];
    }

    /** Where to write what the first layer gives before ReLU, its bias included, ahead of {@link #output}. */
    float[] firstSums() {
        return hidden[0];
    }

    /** @return the perceptron's output for {@link #firstSums} */
    double output() {
        for (int layer = 1; layer < hidden.length; layer++) {
            float[] sums = hidden[layer];
            System.arraycopy(perceptron.bias(layer), 0, sums, 0, sums.length);
            addActive(perceptron.rows(layer), hidden[layer - 1], sums);
        }
        return perceptron.outputBias() + rectifiedDot(perceptron.outputWeights(), hidden[hidden.length - 1]);
    }

    /** After {@link #output}: the derivative of the output by each of {@link #firstSums}; valid until the next call. */
    float[] firstSlopes() {
        int last = hidden.length - 1;
        System.arraycopy(perceptron.outputWeights(), 0, slopes[last], 0, slopes[last].length);
        for (int layer = last; layer > 0; layer--) {
            Arrays.fill(slopes[layer - 1], 0);
            addWeightedRows(
                    perceptron.rowsByOutput(layer), collectActive(slopes[layer], hidden[layer]), slopes[layer - 1]);
        }
        rectify(slopes[0], hidden[0]);
        return slopes[0];
    }

    /** Nothing passes where ReLU let nothing pass. */
    private static void rectify(float[] slopes, float[] sums) {
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = sums[i] > 0 ? slopes[i] : 0;
        }
    }

    private void addActive(float[][] rows, float[] inputs, float[] sums) {
        addWeightedRows(rows, collectActive(inputs, inputs), sums);
    }

    private void addWeightedRows(float[][] rows, int count, float[] sums) {
        for (int i = 0; i < count; i += ROWS_AT_ONCE) {
            addWeighted(
                    activations[i],
                    activations[i + 1],
                    activations[i + 2],
                    activations[i + 3],
                    rows[active[i]],
                    rows[active[i + 1]],
                    rows[active[i + 2]],
                    rows[active[i + 3]],
                    sums);
        }
    }

    /** The values where an input is above 0, a third to a half of all; their rows are all that has to be read. */
    private int collectActive(float[] values, float[] inputs) {
        int count = 0;
        for (int i = 0; i < inputs.length; i++) {
            active[count] = i;
            activations[count] = values[i];
            count += inputs[i] > 0 ? 1 : 0;
        }
        Arrays.fill(active, count, count + ROWS_AT_ONCE, 0);
        Arrays.fill(activations, count, count + ROWS_AT_ONCE, 0);
        return count;
    }

    private static void addWeighted(
            float a, float b, float c, float d, float[] ra, float[] rb, float[] rc, float[] rd, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a * ra[i] + b * rb[i] + c * rc[i] + d * rd[i];
        }
    }

    /** Four partial sums, since one would wait for every addition before it. */
    private static double rectifiedDot(float[] weights, float[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += weights[i] * Math.max(values[i], 0f);
            b += weights[i + 1] * Math.max(values[i + 1], 0f);
            c += weights[i + 2] * Math.max(values[i + 2], 0f);
            d += weights[i + 3] * Math.max(values[i + 3], 0f);
        }
        for (; i < values.length; i++) {
            a += weights[i] * Math.max(values[i], 0f);
        }
        return a + b + (c + d);
    }
}
