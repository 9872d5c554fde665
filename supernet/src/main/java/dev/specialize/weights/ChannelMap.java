package dev.specialize.weights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * For each channel the donor's channel that it starts as. Copies of one channel compute the same, and a consumer adds them
 * up, so its weights are shared out among them (Net2WiderNet, arXiv:1511.05641). Shares that were equal would keep the
 * copies equal for ever, since their gradients would be; so each share is off by up to {@value #UNEVENNESS} of itself, up
 * or down as the sign of a fresh weight says, and the shares of one channel still sum to 1 for every output.
 *
 * @param donors number of the donor's channels
 * @param origins the donor's channel for each of ours
 * @param listened how many copies of that channel, this one among them, a consumer listens to; 0 if not to this one
 */
record ChannelMap(int donors, List<Integer> origins, List<Integer> listened) implements InputMap {
    private static final double UNEVENNESS = 0.1;

    ChannelMap {
        origins = List.copyOf(origins);
        listened = List.copyOf(listened);
    }

    static ChannelMap identity(int channels) {
        return new ChannelMap(
                channels, IntStream.range(0, channels).boxed().toList(), Collections.nCopies(channels, 1));
    }

    /** How many of the donor's channels no consumer listens to. */
    int lost() {
        long heard = IntStream.range(0, origins.size())
                .filter(c -> listened.get(c) > 0)
                .map(origins::get)
                .distinct()
                .count();
        return donors - (int) heard;
    }

    /** A tensor with our channels along its first axis, of one with the donor's. */
    Tensor rows(Tensor donor) {
        int inner = (int) Tensor.elements(donor.shape().subList(1, donor.shape().size()));
        float[] out = new float[origins.size() * inner];
        for (int i = 0; i < origins.size(); i++) {
            System.arraycopy(donor.values(), origins.get(i) * inner, out, i * inner, inner);
        }
        List<Integer> shape = new ArrayList<>(donor.shape());
        shape.set(0, origins.size());
        return new Tensor(shape, out);
    }

    @Override
    public Tensor columns(Tensor donor, Tensor fresh) {
        int rows = donor.shape().get(0);
        int columns = origins.size();
        int inner = (int) Tensor.elements(donor.shape().subList(2, donor.shape().size()));
        float[] out = new float[rows * columns * inner];
        for (int row = 0; row < rows; row++) {
            double[] shares = shares(fresh, row);
            for (int c = 0; c < columns; c++) {
                int from = (row * donors + origins.get(c)) * inner;
                int to = (row * columns + c) * inner;
                for (int i = 0; i < inner; i++) {
                    out[to + i] = (float) (donor.values()[from + i] * shares[c]);
                }
            }
        }
        List<Integer> shape = new ArrayList<>(donor.shape());
        shape.set(1, columns);
        return new Tensor(shape, out);
    }

    private double[] shares(Tensor fresh, int row) {
        int columns = origins.size();
        int inner = fresh.values().length / (fresh.shape().get(0) * columns);
        double[] signs = new double[columns];
        double[] sums = new double[donors];
        for (int c = 0; c < columns; c++) {
            signs[c] = fresh.values()[(row * columns + c) * inner] < 0 ? -1 : 1;
            sums[origins.get(c)] += listened.get(c) == 0 ? 0 : signs[c];
        }
        double[] shares = new double[columns];
        for (int c = 0; c < columns; c++) {
            int copies = listened.get(c);
            double mean = sums[origins.get(c)] / Math.max(1, copies);
            shares[c] = copies == 0 ? 0 : (1 + UNEVENNESS / 2 * (signs[c] - mean)) / copies;
        }
        return shares;
    }

    @Override
    public ChannelMap channelwise() {
        return this;
    }
}
